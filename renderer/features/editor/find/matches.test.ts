import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateDocument } from '../../../../contract/template'
import { findMatches, replaceMatches } from './matches'

const chat = (...texts: string[]) =>
  templateDocument.parse({
    kind: 'template',
    form: 'chat',
    messages: texts.map((text, index) => ({ id: `m${index}`, role: 'user', text })),
  })
const wanted = (text: string, more = {}) => ({ text, matchCase: false, byWord: false, ...more })

describe('finding in all messages', () => {
  it('goes through every message in order, by case and whole words as asked', () => {
    const document = chat('Cat, cat.', 'Concatenate the CAT.')
    expect(findMatches(document, wanted('cat')).map(({ index, from }) => [index, from])).toEqual([
      [0, 0],
      [0, 5],
      [1, 3],
      [1, 16],
    ])
    expect(findMatches(document, wanted('cat', { matchCase: true, byWord: true }))).toHaveLength(1)
    expect(findMatches(chat('Äcat ünd'), wanted('cat', { byWord: true }))).toEqual([])
    expect(findMatches(document, wanted(''))).toEqual([])
  })

  it('takes what is searched as it is written, and what replaces it too', () => {
    const document = chat('{{ a.b }} costs $1 (one).', '{{ axb }}')
    const matches = findMatches(document, wanted('{{ a.b }}'))
    expect(matches).toHaveLength(1)
    const { messages } = { messages: [], ...replaceMatches(document, matches, '$& $1') }
    expect(messages).toMatchObject([{ text: '$& $1 costs $1 (one).' }, { text: '{{ axb }}' }])
  })

  it('replaces every place and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(', '🦊') }), { maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '('), minLength: 1, maxLength: 2 }),
        fc.string({ maxLength: 3 }),
        (texts, text, by) => {
          const document = chat(...texts)
          const matches = findMatches(document, wanted(text, { matchCase: true }))
          const after = replaceMatches(document, matches, by)
          expect(after.kind === 'template' && after.messages.map((each) => each.text)).toEqual(
            texts.map((each) => each.split(text).join(by)),
          )
        },
      ),
    )
  })
})
