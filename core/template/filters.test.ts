import { describe, expect, it } from 'vitest'
import { renderDocument } from './render'

const show = (text: string, value: unknown = null) =>
  renderDocument({ messages: [{ id: 'm', role: 'user', text }] }, { value }).messages[0]?.text

describe('prompt filters', () => {
  it.each<[string, unknown, string]>([
    ['{{ value | money }}', 1234.5, '$1,234.50'],
    ['{{ value | money: "EUR", "de-DE" }}', '99.9', '99,90\u00a0€'],
    ['{{ value | money: "NOPE!" }}', 5, '5 NOPE!'],
    ['{{ value | money }}', 'free', 'free'],
    ['{{ value | bullets }}', ['a', 'b'], '- a\n- b'],
    ['{{ value | numbered }}', 'a\n\n b', '1. a\n2. b'],
    ['{{ value | indent: 2 }}', 'a\n\nb', '  a\n\n  b'],
    ['{{ value | indent: 1000000000 }}', 'a', `${' '.repeat(40)}a`],
    ['{{ value | fence: "sql" }}', 'a```b', '````sql\na```b\n````'],
  ])('%s', (text, value, expected) => {
    expect(show(text, value)).toBe(expected)
  })
})
