import type { Variable } from '../../contract/template'
import type { VariableRow } from '../../contract/variable'
import { canonicalJson, storable } from '../document/canonical'
import { coerce } from './coerce'

/** The columns and rows of a variable set. What does not change in an edit stays the same object. */
export interface SetTable {
  readonly columns: readonly Variable[]
  readonly rows: readonly VariableRow[]
}

/** What turns one table into another, as the host is told it. */
export interface TableChanges {
  readonly put: readonly VariableRow[]
  /** Keys of rows. */
  readonly remove: readonly string[]
}

export const newColumn = (name: string): Variable => ({
  name,
  type: 'text',
  required: false,
  description: '',
  rules: {},
})

/** A value as it stands in its cell. */
export const cellText = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : (JSON.stringify(value) ?? '')

/** What was typed, in the column's type; as it was typed where that cannot be done; nothing where nothing was. */
export function cellValue({ type }: Variable, text: string): unknown {
  if (text === '') return undefined
  const read = coerce(type, text)
  return 'value' in read ? read.value : text
}

/** Why a value does not fit its column, in a sentence; null where it does. */
export function cellProblem({ type, required }: Variable, value: unknown): string | null {
  if (value === undefined || value === '') return required ? 'A value is needed here.' : null
  const read = coerce(type, value)
  return 'problem' in read ? read.problem : null
}

export function setCell(table: SetTable, at: number, name: string, value: unknown): SetTable {
  const row = table.rows[at]
  return row ? { ...table, rows: table.rows.with(at, withValue(row, name, value)) } : table
}

function withValue(row: VariableRow, name: string, value: unknown): VariableRow {
  const { [name]: _, ...values } = row.values
  return { ...row, values: value === undefined ? values : { ...row.values, [name]: value } }
}

export const addRow = (table: SetTable, key: string): SetTable => ({
  ...table,
  rows: [...table.rows, { key, values: {}, split: null, tags: [] }],
})

export const removeRow = (table: SetTable, at: number): SetTable => ({
  ...table,
  rows: table.rows.toSpliced(at, 1),
})

/** The first free one of column, column_2, column_3 … */
export function freeColumn({ columns }: SetTable): string {
  const taken = new Set(columns.map(({ name }) => name))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'column' : `column_${number}`
    if (!taken.has(name)) return name
  }
}

export const addColumn = (table: SetTable, name: string): SetTable => ({
  ...table,
  columns: [...table.columns, newColumn(name)],
})

/** Its values go with it. */
export function removeColumn(table: SetTable, at: number): SetTable {
  const name = table.columns[at]?.name
  if (name === undefined) return table
  return {
    columns: table.columns.toSpliced(at, 1),
    rows: table.rows.map((row) => (name in row.values ? withValue(row, name, undefined) : row)),
  }
}

/** Usable in Liquid, as the contract has it; without its parser, which the screens do not carry. */
export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,79}$/.test(name)

/** Why a column cannot be called so, in a sentence; null where it can. */
export function wrongName(table: SetTable, at: number, name: string): string | null {
  if (!isVariableName(name)) {
    return 'A variable has letters, digits and underscores, and does not begin with a digit.'
  }
  const taken = table.columns.some((column, index) => index !== at && column.name === name)
  return taken ? `There is a column ${name} already. Choose another name.` : null
}

/** The values stay, under the new name. */
export function renameColumn(table: SetTable, at: number, name: string): SetTable {
  const column = table.columns[at]
  if (!column || column.name === name) return table
  const was = column.name
  return {
    columns: table.columns.with(at, { ...column, name }),
    rows: table.rows.map((row) => {
      if (!(was in row.values)) return row
      const { [was]: value, ...values } = row.values
      return { ...row, values: { ...values, [name]: value } }
    }),
  }
}

/** The rows of a file below those that are there; its columns that are missing come after them. */
export function appendRows(
  table: SetTable,
  loaded: {
    readonly columns: readonly string[]
    readonly rows: readonly Readonly<Record<string, unknown>>[]
  },
  newKey: () => string,
): SetTable {
  const known = new Set(table.columns.map(({ name }) => name))
  const columns = [...table.columns, ...loaded.columns.filter((name) => !known.has(name)).map(newColumn)]
  const types = new Map(columns.map((column) => [column.name, column]))
  const read = (name: string, value: unknown) => {
    const column = types.get(name)
    return column && typeof value === 'string' ? cellValue(column, value) : value
  }
  const rows = loaded.rows.map((values) => ({
    key: newKey(),
    values: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const kept = read(name, value)
        return kept === undefined ? [] : [[name, kept]]
      }),
    ),
    split: null,
    tags: [],
  }))
  return { columns, rows: [...table.rows, ...rows] }
}

/** A block of cells over what stands there, from a cell on to the right and downwards; what lacks is added. */
export function pasteBlock(
  table: SetTable,
  at: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
  newKey: () => string,
): SetTable {
  let wider = table
  const width = at.column + Math.max(0, ...block.map((line) => line.length))
  while (wider.columns.length < width) wider = addColumn(wider, freeColumn(wider))
  const { columns } = wider
  const rows = [...wider.rows]
  for (const [index, line] of block.entries()) {
    const row = rows[at.row + index] ?? { key: newKey(), values: {}, split: null, tags: [] }
    rows[at.row + index] = line.reduce((filled, text, offset) => {
      const column = columns[at.column + offset]
      return column ? withValue(filled, column.name, cellValue(column, text)) : filled
    }, row)
  }
  return { columns, rows }
}

/** The rows that are new or differ, and the keys of those that are gone. */
export function changesBetween(before: SetTable, after: SetTable): TableChanges {
  const was = new Map(before.rows.map((row) => [row.key, row]))
  const is = new Set(after.rows.map(({ key }) => key))
  return {
    put: after.rows.filter((row) => !sameRow(was.get(row.key), row)),
    remove: before.rows.filter(({ key }) => !is.has(key)).map(({ key }) => key),
  }
}

const sameRow = (a: VariableRow | undefined, b: VariableRow): boolean =>
  a === b || (a !== undefined && same(a, b))

const same = (a: unknown, b: unknown): boolean =>
  a === b || canonicalJson(storable(a)) === canonicalJson(storable(b))

/** `changes`: what leads from `a` to `b`, where it is known already. */
export function sameTable(a: SetTable, b: SetTable, changes?: TableChanges): boolean {
  if (a === b) return true
  const { put, remove } = changes ?? changesBetween(a, b)
  return put.length === 0 && remove.length === 0 && (a.columns === b.columns || same(a.columns, b.columns))
}

/** A cell in which two tables differ; without a column the whole row is only in one of them. */
export interface Difference {
  /** From 1, as it stands in mine; in theirs where mine has none. */
  readonly row: number
  readonly column: string | null
  readonly mine: string
  readonly theirs: string
}

export function differences(mine: SetTable, theirs: SetTable): Difference[] {
  const other = new Map(theirs.rows.map((row) => [row.key, row]))
  const own = new Set(mine.rows.map(({ key }) => key))
  const line = (row: VariableRow) => Object.values(row.values).map(cellText).join(', ')
  return [
    ...mine.rows.flatMap((row, index): Difference[] => {
      const there = other.get(row.key)
      if (!there) return [{ row: index + 1, column: null, mine: line(row), theirs: '' }]
      if (there === row) return []
      const names = new Set([...Object.keys(row.values), ...Object.keys(there.values)])
      return [...names].flatMap((column) => {
        const [a, b] = [cellText(row.values[column]), cellText(there.values[column])]
        return a === b ? [] : [{ row: index + 1, column, mine: a, theirs: b }]
      })
    }),
    ...theirs.rows.flatMap((row, index): Difference[] =>
      own.has(row.key) ? [] : [{ row: index + 1, column: null, mine: '', theirs: line(row) }],
    ),
  ]
}

/**
 * What I changed since `base` on top of theirs, cell by cell: where both changed the same cell mine stands. A row that
 * they removed and I changed stays.
 */
export function onTop(base: SetTable, mine: SetTable, theirs: SetTable): SetTable {
  const { put, remove } = changesBetween(base, mine)
  const was = new Map(base.rows.map((row) => [row.key, row]))
  const changed = new Map(put.map((row) => [row.key, row]))
  const gone = new Set(remove)
  const kept = theirs.rows
    .filter(({ key }) => !gone.has(key))
    .map((row) => {
      const own = changed.get(row.key)
      return own ? mergeRow(was.get(row.key), own, row) : row
    })
  const there = new Set(kept.map(({ key }) => key))
  const own = new Set(mine.columns.map(({ name }) => name))
  const dropped = new Set(base.columns.map(({ name }) => name).filter((name) => !own.has(name)))
  const more = theirs.columns.filter(({ name }) => !own.has(name) && !dropped.has(name))
  return {
    columns: [...mine.columns, ...more],
    rows: [...kept, ...put.filter(({ key }) => !there.has(key))],
  }
}

function mergeRow(base: VariableRow | undefined, mine: VariableRow, theirs: VariableRow): VariableRow {
  const names = new Set([...Object.keys(base?.values ?? {}), ...Object.keys(mine.values)])
  const changed = [...names].filter((name) => !same(base?.values[name] ?? null, mine.values[name] ?? null))
  return changed.reduce((row, name) => withValue(row, name, mine.values[name]), theirs)
}
