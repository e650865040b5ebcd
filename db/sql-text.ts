import { DbError } from './engine'

const reading = new Set(['select', 'values', 'table', 'with'])

/**
 * Refuses what is no query before the engine sees it: COPY would hang it for ever, and a NUL would end the text early
 * and leave the rest to be read as protocol. Throws a DbError `misuse`. This is the friendly wall; the one that holds
 * is the cursor's grammar.
 */
export function mustBeReading(text: string): void {
  if (text.includes('\0'))
    throw new DbError('misuse', 'A statement cannot hold the character NUL. Remove it.')
  const word = firstWord(text)
  if (reading.has(word)) return
  if (word === '')
    throw new DbError('misuse', 'There is no statement. Write one, such as: select * from entity.')
  throw new DbError(
    'misuse',
    `The console only reads: a statement begins with SELECT, VALUES, TABLE or WITH, not ${word.toUpperCase()}.`,
  )
}

/** The first word after blanks, comments and brackets, in lower case. */
function firstWord(text: string): string {
  const skipped = /(?:[\s(]|--[^\n\r]*|\/\*)/y
  let at = 0
  for (;;) {
    skipped.lastIndex = at
    const found = skipped.exec(text)?.[0]
    if (found === undefined) break
    at = found === '/*' ? endOfComment(text, at + 2) : skipped.lastIndex
  }
  return /^\w+|^\S?/.exec(text.slice(at))?.[0].toLowerCase() ?? ''
}

/** Comments nest. An open one runs to the end. */
function endOfComment(text: string, from: number): number {
  const marks = /\/\*|\*\//g
  marks.lastIndex = from
  let depth = 1
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return text.length
}
