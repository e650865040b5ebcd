import type { ContextDocument, TemplateDocument } from '../../contract/template'
import { liquidSpans } from '../text-marks/liquid-spans'
import { neededNames, resolveContexts } from './contexts'
import { inherit } from './inherit'
import type { TemplateIssue } from './issues'
import type { ContextTexts } from './liquid'
import { joinVariables, type ParsedTemplate, type ParsedText, parseContext, parseTemplate } from './parse'
import type { FoundVariable } from './variables'

/** What stands around a text. What is not known yet is not checked. */
export interface Around {
  /** Complete, as `inherit` returns it; null without a base. */
  readonly base: TemplateDocument | null
  readonly baseProblem: string | null
  /** Texts of every context that is reached, by slug. */
  readonly contexts: ContextTexts | null
}

export const nothingAround: Around = { base: null, baseProblem: null, contexts: null }

/** A text as it was read: what it uses, and what is wrong with it. */
export interface Reading {
  /** Variables of the text itself, in order of first use. */
  readonly found: readonly FoundVariable[]
  /** Slugs of the contexts that the text renders itself. */
  readonly contexts: readonly string[]
  /** With these it cannot run; a place is one of the text's own. */
  readonly issues: readonly TemplateIssue[]
  /** It runs, but perhaps not as it was meant. */
  readonly warnings: readonly TemplateIssue[]
}

/**
 * Reads and checks a template or context as it stands; never throws.
 * @param messages the template's messages, where they were parsed before
 */
export function readText(
  document: TemplateDocument | ContextDocument,
  around: Around,
  messages?: ParsedTemplate,
): Reading {
  const parsed = document.kind === 'template' ? readOwn(document, messages) : readContext(document)
  const { contexts, texts } = parsed
  const reached = around.contexts
    ? resolveContexts(
        texts.map((text) => text.contexts),
        around.contexts,
      )
    : null
  const inherited = document.kind === 'template' ? inherit(document, around.base) : null
  const own = document.kind === 'template' ? document.messages.map(({ text }) => text) : [document.text]
  const issues = [
    ...(around.baseProblem ? [plainIssue('base', around.baseProblem)] : []),
    ...(inherited?.issues ?? []),
    ...parsed.issues,
    ...(reached?.issues ?? []),
  ]
  const found = joinVariables(texts.map((text) => text.variables))
  const used = new Set(found.map(({ name }) => name))
  for (const text of texts) for (const name of safelyNeeded(text, reached)) used.add(name)
  const below = around.base ? parseTemplate(around.base).variables : []
  for (const { name } of below) used.add(name)
  const declared = inherited?.document.variables ?? document.variables
  return {
    found,
    contexts,
    issues,
    warnings: [
      ...own.flatMap((text, index) => strayBraces(text, document.kind === 'template' ? index : null)),
      ...undeclared(texts, new Set(declared.map(({ name }) => name)), document.kind === 'template'),
      // While a text cannot be read nobody knows what it uses.
      ...(issues.length > 0 || reached === null ? [] : unused(document, used)),
    ],
  }
}

interface Own {
  readonly texts: readonly ParsedText[]
  readonly contexts: readonly string[]
  readonly issues: readonly TemplateIssue[]
}

/** The messages, and what is written for blocks of the base. */
function readOwn(document: TemplateDocument, parsed = parseTemplate(document)): Own {
  const blocks = Object.entries(document.base?.blocks ?? {}).map(([name, text]) => ({
    name,
    parsed: parseContext({ text }),
  }))
  const texts = [...parsed.messages, ...blocks.map((block) => block.parsed)]
  const slugs = texts.flatMap((text) => text.contexts.map(({ slug }) => slug))
  return {
    texts,
    contexts: [...new Set(slugs)],
    issues: [
      ...parsed.issues,
      ...blocks.flatMap(({ name, parsed: { issues } }) =>
        issues.map((issue) => ({
          ...issue,
          message: `Block "${name}"${issue.line === null ? '' : `, line ${issue.line}`}: ${issue.message}`,
          line: null,
          column: null,
        })),
      ),
    ],
  }
}

function readContext(document: ContextDocument): Own {
  const text = parseContext(document)
  return { texts: [text], contexts: [...new Set(text.contexts.map(({ slug }) => slug))], issues: text.issues }
}

function safelyNeeded(text: ParsedText, reached: ReturnType<typeof resolveContexts> | null): string[] {
  if (!reached || reached.issues.some(({ code }) => code === 'circular_context')) return []
  return [...neededNames(text, reached.parsed).keys()]
}

function undeclared(
  texts: readonly ParsedText[],
  declared: ReadonlySet<string>,
  numbered: boolean,
): TemplateIssue[] {
  const told = new Set<string>()
  return texts.flatMap((text, index) =>
    text.variables.flatMap(({ name, places }): TemplateIssue[] => {
      if (declared.has(name) || told.has(name)) return []
      told.add(name)
      const message = `"${name}" is not declared. Give it a type, or check its spelling.`
      const { line = null, column = null } = places[0] ?? {}
      return [
        { code: 'undeclared', message, messageIndex: numbered ? index : null, line, column, variable: name },
      ]
    }),
  )
}

function unused(document: TemplateDocument | ContextDocument, used: ReadonlySet<string>): TemplateIssue[] {
  return document.variables
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => ({
      ...plainIssue('unused', `"${name}" stands nowhere in the text. Use it, or remove it.`),
      variable: name,
    }))
}

/** A "}}" or "%}" that closes nothing: it would be sent as it stands. */
function strayBraces(text: string, messageIndex: number | null): TemplateIssue[] {
  if (!/[}%]\}/.test(text)) return []
  const spans = liquidSpans(text)
  const raw = rawParts(text)
  const inside = (at: number) =>
    spans.some(({ from, to }) => from <= at && at < to) || raw.some(({ from, to }) => from <= at && at < to)
  const stray = [...text.matchAll(/[}%]\}/g)].find(({ index }) => !inside(index))
  if (!stray) return []
  const before = text.slice(0, stray.index).split('\n')
  const message = `"${stray[0]}" closes nothing here. Open it before, or keep it with {% raw %}.`
  return [
    {
      code: 'stray',
      message,
      messageIndex,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    },
  ]
}

const rawParts = (text: string): { from: number; to: number }[] =>
  [...text.matchAll(/\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}/g)].map(({ index, 0: whole }) => ({
    from: index,
    to: index + whole.length,
  }))

const plainIssue = (code: TemplateIssue['code'], message: string): TemplateIssue => ({
  code,
  message,
  messageIndex: null,
  line: null,
  column: null,
})
