import { DbError } from '../engine'

/**
 * COPY between the client and the server hangs the engine for ever at full load, so it is refused before it gets there.
 * STDIN and STDOUT are one and the same to PostgreSQL's grammar. Throws a DbError `misuse`.
 */
export function refuseClientCopy(sql: string): void {
  if (!/copy/i.test(sql)) return
  for (const statement of statementWords(sql)) {
    if (statement[0] !== 'copy' || !statement.some((word) => word === 'stdin' || word === 'stdout')) continue
    throw new DbError(
      'misuse',
      'COPY from or to the client is not possible here. Use copyIn, which reads /dev/blob.',
    )
  }
}

/** What a keyword cannot stand in: comments, strings, dollar quotes, quoted names. Then words, brackets, semicolons. */
const token =
  /--[^\n\r]*|\/\*|[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[();]/g

/** The bare words of each statement that stand outside brackets, in lower case. */
function statementWords(sql: string): string[][] {
  const statements: string[][] = [[]]
  let depth = 0
  const scan = new RegExp(token)
  for (let found = scan.exec(sql); found; found = scan.exec(sql)) {
    const text = found[0]
    if (text === '/*') scan.lastIndex = endOfComment(sql, scan.lastIndex)
    else if (text.startsWith('$')) scan.lastIndex = endOfDollarQuote(sql, text, scan.lastIndex)
    else if (text === '(') depth++
    else if (text === ')') depth--
    else if (text === ';') {
      statements.push([])
      depth = 0
    } else if (depth === 0 && /^[A-Za-z_\u0080-\uffff][^']*$/.test(text))
      statements.at(-1)?.push(text.toLowerCase())
  }
  return statements
}

/** Comments nest. An open one runs to the end. */
function endOfComment(sql: string, from: number): number {
  let depth = 1
  const marks = /\/\*|\*\//g
  marks.lastIndex = from
  for (let found = marks.exec(sql); found; found = marks.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return sql.length
}

function endOfDollarQuote(sql: string, mark: string, from: number): number {
  const end = sql.indexOf(mark, from)
  return end < 0 ? sql.length : end + mark.length
}
