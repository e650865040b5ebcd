import { parse } from 'papaparse'

export type Row = Readonly<Record<string, unknown>>

/** Values read from a file or from what was pasted; a problem is a sentence with the remedy. */
export type Table =
  | { readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | { readonly problem: string }

/** Characters that are read at once. */
export const longestTable = 10_000_000
/** Characters of a single value: what a prompt can use. */
export const longestValue = 1_000_000
const mostRows = 50_000

/** Reads JSON (an object, or a list of objects) or CSV with a head line; which of the two is seen from the text. */
export function readTable(text: string): Table {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') return { problem: 'There is nothing in it. Choose a file with values, or paste some.' }
  if (trimmed.length > longestTable) {
    return {
      problem: `That is ${megabytes(trimmed.length)} MB. At most 10 MB are read at once: split the file.`,
    }
  }
  if (trimmed.includes('\u0000')) {
    return { problem: 'This is not text. Save it as CSV or JSON in UTF-8, then load it again.' }
  }
  const table = /^[[{]/.test(trimmed) ? readJson(trimmed) : readCsv(trimmed)
  return 'problem' in table ? table : withinLimits(table)
}

function withinLimits(table: Exclude<Table, { problem: string }>): Table {
  if (table.rows.length > mostRows) {
    return {
      problem: `There are ${table.rows.length} rows. At most ${mostRows} are read at once: split the file.`,
    }
  }
  for (const [index, row] of table.rows.entries()) {
    for (const [name, value] of Object.entries(row)) {
      const length = lengthOf(value)
      if (length > longestValue) return { problem: `Row ${index + 1}, ${name}: ${tooLong(length)}` }
    }
  }
  return table
}

/** The sentence for a value that no prompt can use, or null. */
export function refuseValue(value: unknown): string | null {
  const length = lengthOf(value)
  return length > longestValue ? tooLong(length) : null
}

const tooLong = (length: number): string =>
  `A value has at most 1,000,000 characters, and this one ${length.toLocaleString('en-US')}. Shorten it, or use a part of it.`

const lengthOf = (value: unknown): number =>
  typeof value === 'string'
    ? value.length
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value).length
      : 0

const megabytes = (length: number): string => (length / 1_000_000).toFixed(length < 100_000_000 ? 1 : 0)

function readJson(text: string): Table {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON${placeIn(text, error)}. Correct it there, then load it again.` }
  }
  const rows = Array.isArray(value) ? value : [value]
  if (rows.length === 0) return { problem: 'The list is empty. Put an object with values into it.' }
  if (!rows.every(isRow)) {
    return { problem: 'Values are an object such as {"name": "Ada"}, or a list of such objects.' }
  }
  return { columns: [...new Set(rows.flatMap(Object.keys))], rows }
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function placeIn(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  if (position === undefined || Number(position) >= text.length) return ': it ends too early'
  const before = text.slice(0, Number(position)).split('\n')
  return `: look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function readCsv(text: string): Table {
  const { data, errors } = parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken) {
    const row = (broken.row ?? 0) + 1
    return {
      problem: `Row ${row}: a quotation mark is opened and not closed. Double those inside a value ("").`,
    }
  }
  const [head = [], ...lines] = data
  const columns = head.map(columnName)
  const wrong = columns.findIndex((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
  if (lines.length === 0) {
    return {
      problem: 'This is not CSV: it needs a head line with the names of the variables, and a line of values.',
    }
  }
  if (wrong !== -1) {
    const shown = (head[wrong] ?? '').slice(0, 40)
    return {
      problem: `Column ${wrong + 1} is called "${shown}", which cannot be a variable's name. Rename it in the head line.`,
    }
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twice) return { problem: `The column "${twice}" is there twice. Rename one of them in the head line.` }
  const ragged = lines.findIndex((line) => line.length > columns.length)
  if (ragged !== -1) {
    const count = lines[ragged]?.length ?? 0
    return {
      problem: `Row ${ragged + 2} has ${count} values for ${columns.length} columns. Put values with a comma between quotation marks.`,
    }
  }
  return {
    columns,
    rows: lines.map((line) => Object.fromEntries(columns.map((name, index) => [name, line[index] ?? '']))),
  }
}

/** Cells as a spreadsheet puts them into the clipboard: tabs between columns, lines between rows; no head. */
export function readBlock(text: string): string[][] {
  const { data } = parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: '\t' })
  return data
}

/** "Customer name" is meant as customer_name. */
const columnName = (head: string): string => head.trim().replace(/[\s-]+/g, '_')
