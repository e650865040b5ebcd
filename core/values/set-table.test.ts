import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VariableRow } from '../../contract/variable'
import {
  addColumn,
  addRow,
  appendRows,
  cellProblem,
  cellValue,
  changesBetween,
  differences,
  newColumn,
  onTop,
  pasteBlock,
  removeColumn,
  removeRow,
  renameColumn,
  type SetTable,
  sameTable,
  setCell,
  wrongName,
} from './set-table'

const names = ['a', 'b', 'c']
const row = (key: string, values: Record<string, unknown>): VariableRow => ({
  key,
  values,
  split: null,
  tags: [],
})
const tableOf = (...rows: VariableRow[]): SetTable => ({ columns: names.map(newColumn), rows })

let made = 0
const newKey = () => {
  made += 1
  return `new-${made}`
}

const table = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 6 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc
          .dictionary(fc.constantFrom(...names), fc.oneof(fc.string({ minLength: 1 }), fc.integer()))
          .map((values) => row(key, { ...values })),
      ),
    ),
  )
  .map((rows) => tableOf(...rows))

type Edit = (table: SetTable) => SetTable
const edits: fc.Arbitrary<Edit> = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.nat(6),
          fc.constantFrom(...names),
          fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        )
        .map<Edit>(
          ([at, name, value]) =>
            (was) =>
              setCell(was, at, name, value),
        ),
      fc.nat(6).map<Edit>((at) => (was) => removeRow(was, at)),
      fc.constant<Edit>((was) => addRow(was, newKey())),
    ),
    { maxLength: 5 },
  )
  .map((all) => (was) => all.reduce((now, edit) => edit(now), was))

/** What the host makes of a table that is told these changes: rows that are new come last. */
function told(before: SetTable, after: SetTable): Map<string, VariableRow> {
  const { put, remove } = changesBetween(before, after)
  const rows = new Map(before.rows.map((each) => [each.key, each]))
  for (const key of remove) rows.delete(key)
  for (const each of put) rows.set(each.key, each)
  return rows
}

describe('what the host is told', () => {
  it('turns the saved rows into those on the screen, whatever was written', () => {
    fc.assert(
      fc.property(table, edits, (before, edit) => {
        const after = edit(before)
        expect(told(before, after)).toEqual(new Map(after.rows.map((each) => [each.key, each])))
        expect(sameTable(before, after)).toBe(
          changesBetween(before, after).put.length + changesBetween(before, after).remove.length === 0,
        )
      }),
    )
  })
})

describe('mine on top of theirs', () => {
  it('is mine where only I wrote, and theirs where only they did', () => {
    fc.assert(
      fc.property(table, edits, (base, edit) => {
        const changed = edit(base)
        const rows = (of: SetTable) => new Map(of.rows.map((each) => [each.key, each]))
        expect(rows(onTop(base, changed, base))).toEqual(rows(changed))
        expect(rows(onTop(base, base, changed))).toEqual(rows(changed))
      }),
    )
  })

  it('takes cells of one row from both, mine where both wrote in one', () => {
    const base = tableOf(row('1', { a: 'x', b: 'y', c: 'z' }))
    const mine = setCell(setCell(base, 0, 'a', 'mine'), 0, 'c', 'mine too')
    const theirs = setCell(setCell(base, 0, 'b', 'theirs'), 0, 'c', 'theirs too')
    expect(onTop(base, mine, theirs).rows).toEqual([row('1', { a: 'mine', b: 'theirs', c: 'mine too' })])
    expect(differences(mine, theirs).map(({ row: at, column }) => [at, column])).toEqual([
      [1, 'a'],
      [1, 'b'],
      [1, 'c'],
    ])
  })

  it('keeps a row that I wrote in and they removed, and drops one that I removed', () => {
    const base = tableOf(row('1', { a: 'x' }), row('2', { a: 'y' }))
    const mine = removeRow(setCell(base, 0, 'a', 'mine'), 1)
    const theirs = removeRow(base, 0)
    expect(onTop(base, mine, theirs).rows).toEqual([row('1', { a: 'mine' })])
  })

  it('does not bring back a column that I removed', () => {
    const base = tableOf(row('1', { a: 'x', b: 'y' }))
    const theirs = addColumn(base, 'd')
    expect(onTop(base, removeColumn(base, 1), theirs).columns.map(({ name }) => name)).toEqual([
      'a',
      'c',
      'd',
    ])
  })
})

describe('columns', () => {
  it('take their values along under a new name, and away when they go', () => {
    const before = tableOf(row('1', { a: 'x', b: 'y' }), row('2', { b: 'z' }))
    expect(renameColumn(before, 0, 'name').rows).toEqual([
      row('1', { name: 'x', b: 'y' }),
      row('2', { b: 'z' }),
    ])
    expect(removeColumn(before, 0).rows).toEqual([row('1', { b: 'y' }), row('2', { b: 'z' })])
  })

  it.each(['', '1st', 'two words', 'b'])('are not called "%s"', (name) => {
    expect(wrongName(tableOf(), 0, name)).toMatch(/\.$/)
  })

  it('give a value their type, keep what does not fit, and say so', () => {
    const number = { ...newColumn('n'), type: 'number' as const }
    expect(cellValue(number, '12.5')).toBe(12.5)
    expect(cellValue(number, 'many')).toBe('many')
    expect(cellProblem(number, 'many')).not.toBeNull()
    expect(cellValue(number, '')).toBeUndefined()
  })
})

describe('a block that is pasted', () => {
  it('goes over what is there, and adds the rows and columns that lack', () => {
    const pasted = pasteBlock(
      tableOf(row('1', { a: 'x', c: 'z' })),
      { row: 0, column: 2 },
      [
        ['one', 'two'],
        ['three', ''],
      ],
      newKey,
    )
    expect(pasted.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'column'])
    expect(pasted.rows.map(({ values }) => values)).toEqual([
      { a: 'x', c: 'one', column: 'two' },
      { c: 'three' },
    ])
  })
})

it('a file’s rows come below, with their new columns after those that are there', () => {
  const loaded = { columns: ['b', 'd'], rows: [{ b: '1', d: '2' }] }
  const after = appendRows(tableOf(row('1', { a: 'x' })), loaded, newKey)
  expect(after.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
  expect(after.rows.map(({ values }) => values)).toEqual([{ a: 'x' }, { b: '1', d: '2' }])
})
