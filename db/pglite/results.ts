import type { messages } from '@electric-sql/pglite'
import type { RowOptions, TaggedResult, TransactionStatus } from './messages'

type BackendMessage = messages.BackendMessage

/** A row: the text of each cell as PostgreSQL wrote it. */
export interface Row {
  readonly name: 'dataRow'
  readonly fields: readonly (string | null)[]
}

/** What an answer is made of. */
export type AnswerMessage = BackendMessage | Row

type Parser = (text: string) => unknown
export type Parsers = Readonly<Record<number, Parser | undefined>>

const isRow = (message: AnswerMessage): message is Row => message.name === 'dataRow'
const isColumns = (message: AnswerMessage): message is messages.RowDescriptionMessage =>
  message.name === 'rowDescription'
const isParameters = (message: AnswerMessage): message is messages.ParameterDescriptionMessage =>
  message.name === 'parameterDescription'
const isError = (message: AnswerMessage): message is messages.DatabaseError => message.name === 'error'
const isDone = (message: AnswerMessage): message is messages.CommandCompleteMessage =>
  message.name === 'commandComplete'
const isReady = (message: AnswerMessage): message is messages.ReadyForQueryMessage =>
  message.name === 'readyForQuery'

export interface Column {
  readonly name: string
  readonly dataTypeID: number
}

/** The first error PostgreSQL reported, if any. */
export function errorIn(answer: readonly AnswerMessage[]): messages.DatabaseError | undefined {
  return answer.find(isError)
}

/** Where the session stands after this answer; undefined when PostgreSQL did not come to the end of it. */
export function statusIn(answer: readonly AnswerMessage[]): TransactionStatus | undefined {
  const status = answer.findLast(isReady)?.status
  return status === 'I' || status === 'T' || status === 'E' ? status : undefined
}

export interface Shape {
  readonly paramTypes: readonly number[]
  readonly columns: readonly Column[]
}

/** What PostgreSQL said of each statement it was asked to describe, in their order. */
export function shapesOf(answer: readonly AnswerMessage[]): Shape[] {
  const shapes: { paramTypes: readonly number[]; columns: readonly Column[] }[] = []
  for (const message of answer) {
    if (isParameters(message)) shapes.push({ paramTypes: message.dataTypeIDs, columns: [] })
    const last = shapes.at(-1)
    if (isColumns(message) && last) {
      last.columns = message.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }))
    }
  }
  return shapes
}

/** Cuts the answer to a pipeline into one result for each of its statements, in their order. */
export function resultsOf(
  answer: readonly AnswerMessage[],
  columns: readonly (readonly Column[])[],
  parsers: Parsers,
  options: RowOptions,
): TaggedResult[] {
  const results: TaggedResult[] = []
  let rows: unknown[] = []
  let build = rowBuilder(columns[0] ?? [], parsers, options)
  const finish = (tag: string) => {
    results.push({ rows, fields: columns[results.length] ?? [], affectedRows: affectedBy(tag), tag })
    rows = []
    build = rowBuilder(columns[results.length] ?? [], parsers, options)
  }
  for (const message of answer) {
    if (isRow(message)) rows.push(build(message.fields))
    else if (isDone(message)) finish(message.text)
    else if (message.name === 'emptyQuery') finish('')
  }
  return results
}

function rowBuilder(columns: readonly Column[], parsers: Parsers, options: RowOptions) {
  const raw = new Set(options.rawTypes)
  const read = columns.map(({ dataTypeID }) => (raw.has(dataTypeID) ? undefined : parsers[dataTypeID]))
  const value = (text: string | null, at: number) => (text === null ? null : (read[at]?.(text) ?? text))
  if (options.rowMode === 'array') return (cells: readonly (string | null)[]) => cells.map(value)
  const names = columns.map(({ name }) => name)
  return (cells: readonly (string | null)[]) => {
    const row: Record<string, unknown> = {}
    for (const [at, cell] of cells.entries()) row[names[at] ?? ''] = value(cell, at)
    return row
  }
}

/** The count at the end of `INSERT 0 5`; a SELECT affects nothing. */
function affectedBy(tag: string): number {
  return /^(INSERT|UPDATE|DELETE|MERGE|COPY) /.test(tag) ? Number(tag.slice(tag.lastIndexOf(' ') + 1)) : 0
}
