import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TemplateDocument, templateDocument } from '../../contract/template'
import { diffDocuments } from './document'
import { diffLines, type LineRow } from './lines'

const sideText = (rows: readonly LineRow[], which: 'before' | 'after') =>
  rows.flatMap((row) => (row[which] ? [row[which].runs.map(({ text }) => text).join('')] : []))

describe('a diff of two texts', () => {
  it('shows every line of both, in order and with its number', () => {
    const lines = fc.array(fc.constantFrom('a b', 'a c', 'd', ''), { maxLength: 8 })
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const ended = (list: string[]) => list.map((line) => `${line}\n`).join('')
        const rows = diffLines(ended(before), ended(after))
        expect(sideText(rows, 'before')).toEqual(before)
        expect(sideText(rows, 'after')).toEqual(after)
        const numbers = rows.flatMap((row) => row.after?.number ?? [])
        expect(numbers).toEqual(numbers.map((_, index) => index + 1))
      }),
    )
  })

  it('marks the words that changed inside a line', () => {
    expect(diffLines('Be very brief, please.', 'Be warm, please.')[0]).toEqual({
      kind: 'changed',
      before: {
        number: 1,
        runs: [
          { text: 'Be ', changed: false },
          { text: 'very brief', changed: true },
          { text: ', please.', changed: false },
        ],
      },
      after: {
        number: 1,
        runs: [
          { text: 'Be ', changed: false },
          { text: 'warm', changed: true },
          { text: ', please.', changed: false },
        ],
      },
    })
  })
})

describe('a diff of two documents', () => {
  const base: TemplateDocument = templateDocument.parse({
    kind: 'template',
    form: 'chat',
    messages: [
      { id: 'a', role: 'system', name: 'house style', text: 'Be brief.' },
      { id: 'b', role: 'user', text: 'Say it.' },
      { id: 'c', role: 'user', text: 'Now.' },
    ],
    variables: [{ name: 'x' }],
  })

  it('tells messages that came, went, moved and changed, and every other field by its path', () => {
    const [a, b, c] = base.messages
    const after = templateDocument.parse({
      ...base,
      messages: [c, { ...a, text: 'Be very brief.' }, { id: 'd', role: 'assistant', text: 'Yes.' }],
      variables: [{ name: 'x', required: false }],
      settings: { temperature: 0.4 },
    })
    const diff = diffDocuments(base, after, { before: { tags: ['one'] }, after: { tags: ['one', 'two'] } })
    expect(diff.texts.map(({ id, kind, moved }) => [id, kind, moved !== null])).toEqual([
      ['c', 'same', true],
      ['a', 'changed', true],
      [b?.id, 'removed', false],
      ['d', 'added', false],
    ])
    expect(diff.fields.map(({ path }) => path)).toEqual([
      'tags',
      'settings.temperature',
      'variables[x].required',
    ])
    expect(diff.words).toEqual({ added: 2, removed: 2 })
  })

  it('finds nothing between two that are equal', () => {
    const diff = diffDocuments(base, structuredClone(base))
    expect(diff.fields).toEqual([])
    expect(diff.texts.every(({ kind, moved }) => kind === 'same' && moved === null)).toBe(true)
  })
})
