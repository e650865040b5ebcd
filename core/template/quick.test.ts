import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderQuick } from './quick'
import { renderDocument } from './render'

const whole = (text: string, values: Record<string, unknown>) =>
  renderDocument({ messages: [{ id: 'text', role: 'user', text }] }, values)

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
      fc.property(fc.array(piece, { maxLength: 8 }), value, value, (pieces, a, b) => {
        const text = pieces.join('')
        const rendered = renderQuick(text, { a, b })
        if (rendered) quick += 1
        expect(rendered ?? whole(text, { a, b })).toEqual(whole(text, { a, b }))
      }),
      { numRuns: 500 },
    )
    expect(quick).toBeGreaterThan(250)
  })

  it.each([
    ['a loop', '{% for x in (1..100000000) %}x{% endfor %}', {}],
    ['a filter that multiplies', '{{ a | replace: "", a }}', { a: 'x' }],
    ['a context', '{% render "tone" %}', {}],
    ['an assignment', '{% assign b = a %}{{ b }}', { a: 'x' }],
    ['a tag over several lines', '{%\n for x in (1..9) %}x{% endfor %}', {}],
    ['a list', '{{ a }}', { a: [1] }],
    ['much of much', '{{ a }}'.repeat(1_000), { a: 'x'.repeat(10_000) }],
  ])('is none: %s', (_, text, values) => {
    expect(renderQuick(text, values)).toBeNull()
  })
})
