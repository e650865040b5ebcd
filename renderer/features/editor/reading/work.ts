import type { Variable } from '../../../../contract/template'
import type { Surroundings } from '../../../../contract/writing'
import { followDefinitions } from '../../../../core/template/definitions'
import { inherit } from '../../../../core/template/inherit'
import type { TemplateIssue } from '../../../../core/template/issues'
import { nothingAround, type Reading, readText } from '../../../../core/template/lint'
import { createLiquid } from '../../../../core/template/liquid'
import { parseTemplate } from '../../../../core/template/parse'
import { type RenderedMessage, renderParsed } from '../../../../core/template/render'
import { type ValueIssue, validateValues } from '../../../../core/values/validate'
import { askedFor, definitionsIn, type Writing } from '../document'

/** What is to be read: a text as it stands, what stands around it, and what is typed into its form. */
export interface ReadTask {
  readonly document: Writing
  readonly around: Surroundings | null
  readonly values: Readonly<Record<string, unknown>>
  /** What the date filter takes for now. */
  readonly now: string
  readonly timeZone: string
}

/** A variable of the form that the text itself does not declare, and where it comes from. */
interface AskedElsewhere {
  readonly variable: Variable
  readonly from: string
}

export interface ReadResult {
  readonly reading: Reading
  /** What the base and the included contexts ask for. */
  readonly elsewhere: readonly AskedElsewhere[]
  /** The messages as they would be sent; empty while something is wrong. */
  readonly preview: readonly RenderedMessage[]
  readonly valueIssues: readonly ValueIssue[]
  /** Why there is no preview, beside what the reading says. */
  readonly renderIssues: readonly TemplateIssue[]
}

/** What the worker answers: once that it is there, then what each text came to. */
export type ReaderSays = 'ready' | ReadResult

/** Everything that reading costs; runs in a worker, so that nobody's typing waits for it. */
export function readAll({ document, around, values, now, timeZone }: ReadTask): ReadResult {
  const texts =
    around && Object.fromEntries(around.contexts.map(({ slug, document: { text } }) => [slug, text]))
  const base = around?.base?.document ?? null
  const beside = { base, baseProblem: around?.baseProblem ?? null }
  const liquid = createLiquid({ contexts: texts ?? {}, now, timeZone })
  // Once for the reading and the preview: in a long text this is most of the work.
  const parsed = document.kind === 'template' ? parseTemplate(document, liquid) : undefined
  const first = readText(document, { ...beside, contexts: texts }, parsed)
  // What was just written, or opened, names contexts that nobody has looked for yet: they are not missing.
  const isBehind = first.contexts.some((slug) => !around?.asked.includes(slug))
  const reading = isBehind ? readText(document, { ...beside, contexts: null }, parsed) : first
  const asks = (text: Writing) => askedFor(text, readText(text, nothingAround))
  const elsewhere = [
    ...(around?.base && base
      ? asks(base).map((variable) => ({ variable, from: around.base?.title ?? '' }))
      : []),
    ...(around?.contexts ?? []).flatMap((context) =>
      asks(context.document).map((variable) => ({ variable, from: context.title })),
    ),
  ]
  if (document.kind === 'context' || reading.issues.length > 0 || isBehind) {
    return { reading, elsewhere, preview: [], valueIssues: [], renderIssues: [] }
  }
  const complete = inherit(document, base).document
  const checked = validateValues(followDefinitions(complete.variables, definitionsIn(around)), values)
  const rendered = renderParsed(complete, checked.values, {
    liquid,
    parsed: parsed && complete.messages === document.messages ? parsed : parseTemplate(complete, liquid),
    contexts: texts ?? {},
  })
  return {
    reading,
    elsewhere,
    preview: rendered.messages,
    valueIssues: checked.issues,
    renderIssues: rendered.issues,
  }
}
