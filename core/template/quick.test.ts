import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderQuick } from './quick'
import { renderDocument } from './render'

const messages = (...texts: string[]) => ({
  messages: texts.map((text, index) => ({ id: String(index), role: 'user' as const, text })),
})

const piece = fc.constantFrom(
  'Hello ',
  '{{ a }}',
  '{{ b | upcase }}',
  '{{ a | default: "none" }}',
  '{{ b | slice: 0, 3 }}',
  '{% if a %}',
  '{% unless b %}',
  '{% else %}',
  '{% endif %}',
  '{% endunless %}',
  '{{ a',
  '{% if %}',
  '{{ a | }}',
  '\n',
)
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.constant(''),
)

describe('a text rendered without a thread of its own', () => {
  it('says what it says in one: words, problems and places', () => {
    let quick = 0
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 3 }),
        value,
        value,
        (all, a, b) => {
          const document = messages(...all.map((pieces) => pieces.join('')))
          const whole = renderDocument(document, { a, b })
          const rendered = renderQuick(document, { a, b })
          if (rendered) quick += 1
          expect(rendered ?? whole).toEqual(whole)
        },
      ),
      { numRuns: 500 },
    )
    expect(quick).toBeGreaterThan(250)
  })

  it('is none where a default is a list', () => {
    const variable = { name: 'a', type: 'list', required: false, description: '', rules: {} } as const
    expect(renderQuick({ ...messages('{{ a }}'), variables: [{ ...variable, default: [1] }] }, {})).toBeNull()
  })

  it.each([
    ['a loop', '{% for x in (1..100000000) %}x{% endfor %}', {}],
    ['a filter that multiplies', '{{ a | replace: "", a }}', { a: 'x' }],
    ['a context', '{% render "tone" %}', {}],
    ['an assignment', '{% assign b = a %}{{ b }}', { a: 'x' }],
    ['a tag over several lines', '{%\n for x in (1..9) %}x{% endfor %}', {}],
    ['a list', '{{ a }}', { a: [1] }],
    ['a long text', 'x'.repeat(60_000), {}],
    ['much of much', '{{ a }}'.repeat(1_000), { a: 'x'.repeat(10_000) }],
  ])('is none: %s', (_, text, values) => {
    expect(renderQuick(messages(text), values)).toBeNull()
  })
})
