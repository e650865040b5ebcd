import { protocol } from '@electric-sql/pglite'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messagesIn } from './answer'
import { concat } from './encode'

const int = (bytes: number, value: number) => {
  const made = Buffer.alloc(bytes)
  made.writeIntBE(value, 0, bytes)
  return made
}
const message = (code: string, ...body: Uint8Array[]) => {
  const whole = concat(body)
  return concat([Buffer.from(code), int(4, whole.length + 4), whole])
}
const row = (cells: readonly (string | null)[]) => {
  const cell = (text: string | null) =>
    text === null ? [int(4, -1)] : [int(4, Buffer.byteLength(text)), Buffer.from(text)]
  return message('D', int(2, cells.length), ...cells.flatMap(cell))
}
const done = (tag: string) => message('C', Buffer.from(`${tag}\0`))
const ready = message('Z', Buffer.from('I'))

const cells = fc.array(fc.option(fc.string({ unit: 'binary' })), { maxLength: 6 })
const answers = fc
  .array(fc.array(cells, { maxLength: 4 }), { maxLength: 3 })
  .map((results) => [...results.flatMap((rows) => [...rows.map(row), done(`SELECT ${rows.length}`)]), ready])

it('reads what PGlite’s own parser reads, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(answers, fc.array(fc.nat({ max: 400 })), (parts, cuts) => {
      const whole = concat(parts)
      const ends = [...cuts.filter((cut) => cut < whole.length), whole.length].sort((a, b) => a - b)
      const pieces = ends.map((end, at) => whole.slice(ends[at - 1] ?? 0, end))
      const expected: unknown[] = []
      new protocol.Parser().parse(whole, (each) => expected.push(plain(each)))
      expect(messagesIn(pieces).map(plain)).toEqual(expected)
    }),
  )
})

/** Without PGlite's counts of bytes. */
const plain = (each: object) =>
  'fields' in each && 'name' in each ? { name: each.name, fields: each.fields } : { ...each }

it('an answer that breaks off gives what came before', () => {
  const whole = concat([row(['a', null]), row(['b', 'c'])])
  expect(messagesIn([whole.subarray(0, whole.length - 1)]).map(plain)).toEqual([
    { name: 'dataRow', fields: ['a', null] },
  ])
})
