import { LiquidError } from 'liquidjs'

/**
 * - syntax: the text is not valid Liquid; refused: valid Liquid that prompts may not use.
 * - dynamic_context, unknown_context, circular_context: a `{% render %}` that cannot be followed.
 * - base: the base template, or a part of it that is named, is not there.
 * - missing_value: a variable without a value; limit: too long, too deep or too slow to render.
 * - undeclared, unused, stray: warnings; the text runs with them.
 */
export type IssueCode =
  | 'syntax'
  | 'refused'
  | 'dynamic_context'
  | 'unknown_context'
  | 'circular_context'
  | 'base'
  | 'missing_value'
  | 'limit'
  | 'undeclared'
  | 'unused'
  | 'stray'

export interface TemplateIssue {
  readonly code: IssueCode
  /** One sentence, or two, with the remedy. */
  readonly message: string
  /** Which message of the document; null where the issue lies in a context or in the whole document. */
  readonly messageIndex: number | null
  /** Both count from 1; null where there is no single place. */
  readonly line: number | null
  readonly column: number | null
  /** Slug of the context that the issue lies in. */
  readonly context?: string
  /** The variable concerned. */
  readonly variable?: string
}

export interface Where {
  readonly messageIndex: number | null
  readonly context?: string
}

/** Turns whatever Liquid threw into an issue that a writer can act on. */
export function issueFrom(error: unknown, where: Where): TemplateIssue {
  if (error instanceof RangeError) return tooDeep(where)
  if (!(error instanceof Error) || !LiquidError.is(error)) {
    return { code: 'syntax', message: sentence(String(error)), ...where, line: null, column: null }
  }
  const cause = 'originalError' in error ? error.originalError : undefined
  if (cause instanceof RangeError) return tooDeep(where)
  if (isTemplateRefusal(cause)) return { ...cause.issue, ...placeOf(error), ...where }
  const raw = bare(error.message)
  const missing = /^undefined variable: (.+)$/.exec(raw)
  if (missing?.[1]) {
    const variable = missing[1]
    return {
      code: 'missing_value',
      message: missingSentence(variable),
      variable,
      ...placeOf(error),
      ...where,
    }
  }
  const code = / limit exceeded$/.test(raw) ? 'limit' : 'syntax'
  return { code, message: explain(raw), ...placeOf(error), ...where }
}

/** Thrown by tags that we refuse, so that the sentence survives Liquid's own wrapping. */
export class TemplateRefusal extends Error {
  constructor(readonly issue: { readonly code: IssueCode; readonly message: string }) {
    super(issue.message)
  }
}

export const missingSentence = (variable: string): string =>
  `"${variable}" has no value. Fill it in, give it a default, or make it optional.`

const isTemplateRefusal = (cause: unknown): cause is TemplateRefusal => cause instanceof TemplateRefusal

const tooDeep = (where: Where): TemplateIssue => ({
  code: 'limit',
  message: 'Tags are nested too deeply to be read. Move parts into contexts.',
  ...where,
  line: null,
  column: null,
})

function placeOf(error: LiquidError): { line: number | null; column: number | null; context?: string } {
  const [line = null, column = null] = error.token?.getPosition?.() ?? []
  const file = error.token?.file
  return file ? { line, column, context: file } : { line, column }
}

const bare = (message: string): string => message.replace(/(, file:[^,]*)?, line:\d+, col:\d+$/, '')

const explanations: readonly (readonly [RegExp, (part: string) => string])[] = [
  [/^output "?.*not closed$/s, () => '"{{" is opened here and never closed. Add "}}".'],
  [/^tag "?\{%-?\s*(\w+).*not closed$/s, (tag) => `{% ${tag} %} is never closed. Add {% end${tag} %}.`],
  [/^tag .*not closed$/s, () => '"{%" is opened here and never closed. Add "%}".'],
  [
    /^tag "end(\w+)" not found$/,
    (tag) => `{% end${tag} %} closes nothing. Remove it, or open {% ${tag} %} before it.`,
  ],
  [
    /^tag "(.*)" not found$/s,
    (tag) => `There is no tag "${tag}". Text in braces can be kept with {% raw %}.`,
  ],
  [/^undefined filter: (.*)$/s, (name) => `There is no filter "${name}". Check its spelling.`],
  [
    /^expected "\|" before filter$/,
    () => 'This cannot be read. A filter begins with "|", a comparison is written "==".',
  ],
  [
    /^invalid value expression: ""$/,
    () => 'Nothing stands between the braces. Write the name of a variable.',
  ],
  [
    /^invalid value expression: (.*)$/s,
    (text) => `${text} is not a value. Write a variable, a number or a text in quotes.`,
  ],
  [/^illegal tag: (.*)$/s, (tag) => `${tag} is incomplete.`],
  [/^illegal file path/, () => '{% render %} needs the name of a context in quotes: {% render "slug" %}.'],
  [
    /^parse length limit exceeded$/,
    () => 'The text is too long. Split it into contexts of less than a million characters.',
  ],
  [/^template render limit exceeded$/, () => 'Rendering took too long. Look for a loop that runs too often.'],
  [
    /^memory alloc limit exceeded$/,
    () => 'Rendering made too much text. Look for a loop or a filter that multiplies it.',
  ],
]

function explain(raw: string): string {
  for (const [pattern, say] of explanations) {
    const match = pattern.exec(raw)
    if (match) return say(shorten(match[1] ?? ''))
  }
  return sentence(raw)
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

function sentence(raw: string): string {
  const text = raw.trim().slice(0, 200)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? '' : '.'}`
}
