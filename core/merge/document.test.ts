import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TemplateDocument, templateDocument } from '../../contract/template'
import { mergeDocuments } from './document'

const template = (more: Partial<TemplateDocument> = {}): TemplateDocument =>
  templateDocument.parse({
    kind: 'template',
    form: 'chat',
    messages: [
      { id: 'a', role: 'system', text: 'Be brief.\nBe kind.\n' },
      { id: 'b', role: 'user', text: 'Say {{ name }}.' },
    ],
    variables: [{ name: 'name' }],
    ...more,
  })

const variable = (name: string): TemplateDocument['variables'][number] => ({
  name,
  type: 'text',
  required: true,
  description: '',
  rules: {},
})

const word = fc.constantFrom('red', 'green', '{{ name }}', 'blue')
const message = (id: string) =>
  fc.record({ id: fc.constant(id), role: fc.constantFrom('user', 'assistant'), text: word })
const anyVariable = (name: string) =>
  fc.record({ name: fc.constant(name), required: fc.boolean(), description: word })
const some = <T>(make: (key: string) => fc.Arbitrary<T>, keys: string[]) =>
  fc.shuffledSubarray(keys).chain((chosen) => fc.tuple(...chosen.map(make)))
const document = fc
  .record({
    messages: some(message, ['a', 'b', 'c']),
    variables: some(anyVariable, ['x', 'y']),
    settings: fc.record({ temperature: fc.constantFrom(0, 1) }, { requiredKeys: [] }),
    stop: fc.array(fc.constantFrom('END', 'STOP'), { maxLength: 2 }),
  })
  .map((parts) => templateDocument.parse({ kind: 'template', form: 'chat', ...parts }))

describe('merging documents', () => {
  it('takes the side that changed something, whatever it changed', () => {
    fc.assert(
      fc.property(document, document, (base, changed) => {
        for (const merged of [mergeDocuments(base, changed, base), mergeDocuments(base, base, changed)]) {
          expect(merged).toMatchObject({ document: changed, conflicts: [] })
        }
      }),
    )
  })

  it('is the same from the other side once every conflict takes the same text', () => {
    fc.assert(
      fc.property(document, document, document, (base, mine, theirs) => {
        const one = mergeDocuments(base, mine, theirs)
        const other = mergeDocuments(base, theirs, mine)
        expect(other.conflicts.map(({ id }) => id).sort()).toEqual(one.conflicts.map(({ id }) => id).sort())
        const all = (choice: 'mine' | 'theirs') =>
          Object.fromEntries(one.conflicts.map(({ id }) => [id, choice]))
        const left = mergeDocuments(base, mine, theirs, all('mine'))
        const right = mergeDocuments(base, theirs, mine, all('theirs'))
        expect(left.open).toBe(0)
        expect(right.document).toEqual(left.document)
      }),
    )
  })

  it('makes a document that can be saved', () => {
    fc.assert(
      fc.property(document, document, document, (base, mine, theirs) => {
        const { document: merged } = mergeDocuments(base, mine, theirs)
        expect(templateDocument.parse(merged)).toEqual(merged)
      }),
    )
  })

  it('keeps what only one side has: a message, a variable, a setting', () => {
    const base = template()
    const mine = template({ messages: [...base.messages, { id: 'm', role: 'assistant', text: 'Mine' }] })
    const theirs = template({
      variables: [...base.variables, variable('age')],
      settings: { temperature: 0.4 },
    })
    const merged = mergeDocuments(base, mine, theirs)
    expect(merged.open).toBe(0)
    expect(merged.document.messages.map(({ id }) => id)).toEqual(['a', 'b', 'm'])
    expect(merged.document.variables.map(({ name }) => name)).toEqual(['name', 'age'])
    expect(merged.settled.map(({ path, side }) => [path, side])).toEqual([
      ['messages[m]', 'mine'],
      ['variables[age]', 'theirs'],
      ['settings.temperature', 'theirs'],
    ])
  })

  it('asks where one removed what the other rewrote, and never drops it by itself', () => {
    const base = template()
    const mine = template({ messages: base.messages.slice(0, 1) })
    const theirs = template({
      messages: base.messages.map((each) => ({ ...each, text: `${each.text} Now.` })),
    })
    const merged = mergeDocuments(base, mine, theirs)
    expect(merged.conflicts).toMatchObject([{ id: 'messages[b]', kind: 'removed' }])
    expect(mergeDocuments(base, mine, theirs, { 'messages[b]': 'theirs' }).document.messages).toHaveLength(2)
  })

  it('follows the side that moved messages while the other wrote in one', () => {
    const base = template()
    const mine = template({ messages: [...base.messages].reverse() })
    const theirs = template({
      messages: base.messages.map((each) =>
        each.id === 'a' ? { ...each, text: 'Be brief.\nBe warm.\n' } : each,
      ),
    })
    const { document: merged, open } = mergeDocuments(base, mine, theirs)
    expect(open).toBe(0)
    expect(merged.messages.map(({ id, text }) => [id, text])).toEqual([
      ['b', 'Say {{ name }}.'],
      ['a', 'Be brief.\nBe warm.\n'],
    ])
  })

  it('asks where a merge that fits together by its lines can no longer be read', () => {
    const of = (text: string) => template({ messages: [{ id: 'a', role: 'user', text }] })
    const base = of('{% if a %}\none\n{% endif %}\ntwo\n')
    const mine = of('{% if a %}\none\ntwo\n{% endif %}\n')
    const theirs = of('one\ntwo\n')
    const merged = mergeDocuments(base, mine, theirs)
    expect(merged.conflicts).toMatchObject([{ path: 'messages[a].text', kind: 'unreadable' }])
    const settled = mergeDocuments(base, mine, theirs, { 'messages[a].text#text': 'theirs' })
    expect(settled).toMatchObject({ open: 0, document: theirs })
  })

  it('merges what a variable says field by field', () => {
    const base = template()
    const mine = template({ variables: [{ ...variable('name'), required: false }] })
    const theirs = template({
      variables: [{ ...variable('name'), description: 'Who is meant', type: 'choice' }],
    })
    expect(mergeDocuments(base, mine, theirs).document.variables).toMatchObject([
      { name: 'name', required: false, description: 'Who is meant', type: 'choice' },
    ])
  })
})
