/** What an expression sees. Nothing else is there: no host, no clock, no chance. */
export const expressionNames = ['input', 'output', 'vars', 'cost', 'score'] as const
export type ExpressionName = (typeof expressionNames)[number]

/** The paths by which an expression reads each name that it uses: `[['about', 'title']]`; an empty path is the whole. */
export type Reads = Readonly<Partial<Record<ExpressionName, readonly (readonly string[])[]>>>

const use = new RegExp(
  `(?<![\\p{ID_Continue}$])(${expressionNames.join('|')})(?![\\p{ID_Continue}$])((?:\\s*\\??\\.\\s*[\\p{ID_Start}$_][\\p{ID_Continue}$]*)*)`,
  'gu',
)

/**
 * What an expression may read of what it is given. Every place where a name is written counts, in a text or a comment
 * too, so that nothing that it reads is missing; a path ends where anything but a plain field follows.
 */
export function readsOf(source: string): Reads {
  // A name may be written with escapes: then everything may be read.
  if (source.includes('\\u')) return Object.fromEntries(expressionNames.map((name) => [name, [[]]]))
  const reads: Partial<Record<ExpressionName, string[][]>> = {}
  for (const [, found, chain = ''] of source.matchAll(use)) {
    const name = expressionNames.find((each) => each === found)
    if (!name) continue
    const path = chain
      .split('.')
      .map((part) => part.replace(/[?\s]/g, ''))
      .filter(Boolean)
    reads[name] = [...(reads[name] ?? []), path]
  }
  return reads
}

/** Of what is given, what an expression may read: the rest of a large object stays behind. */
export function readPart(given: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.length === 0) return undefined
  // Of anything but a plain object the whole is taken: its fields may be of the language.
  if (!isPlain(given) || paths.some(([first]) => first === undefined || !Object.hasOwn(given, first)))
    return given
  const first = new Set(paths.map(([name = '']) => name))
  return Object.fromEntries(
    [...first].map((name) => [
      name,
      readPart(
        given[name],
        paths.filter((path) => path[0] === name).map((path) => path.slice(1)),
      ),
    ]),
  )
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each evaluation, beyond what it is given. */
export const expressionLimits = { ms: 5, bytes: 4 * 1024 * 1024 } as const

export const expressionFailures = [
  'syntax',
  'unknown_name',
  'threw',
  'time',
  'memory',
  'depth',
  'result',
] as const
export type ExpressionFailure = (typeof expressionFailures)[number]

const known = 'input, output, vars, cost and score'

/** The same words wherever an expression stands: a node, an edge, a breakpoint. */
const sentences: Readonly<Record<ExpressionFailure, (detail: string) => string>> = {
  syntax: (detail) =>
    `The expression cannot be read: ${detail}. Write one JavaScript expression, such as input.score > 0.8.`,
  unknown_name: (detail) => `"${detail}" is not known in an expression. It may use ${known}.`,
  threw: (detail) =>
    `The expression failed: ${detail}. Look at what it was given, and use ?. where a part may be missing.`,
  time: () =>
    `The expression took longer than ${expressionLimits.ms} ms and was stopped. Move what it works out to a Code node.`,
  memory: () =>
    `The expression took more than ${expressionLimits.bytes / 1024 / 1024} MB and was stopped. Move what it works out to a Code node.`,
  depth: () =>
    'The expression calls itself too deeply and was stopped. Move what it works out to a Code node.',
  result: (detail) =>
    `The expression gives ${detail}. Give a value: a text, a number, true or false, a list or an object.`,
}

/** What went wrong in an expression, as a sentence with the remedy. */
export const expressionSentence = (failure: ExpressionFailure, detail = ''): string =>
  sentences[failure](detail.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300))
