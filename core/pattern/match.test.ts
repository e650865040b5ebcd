import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from './match'
import { PatternError } from './parse'

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '(?:ab|c)',
  '(a|b)',
  '\\.',
  '[a-c1-3]',
)
const count = fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{0,}')
const source = fc
  .array(fc.tuple(piece, count), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([part, times]) => part + times).join(''))

describe('patterns', () => {
  it('agrees with RegExp on the whole text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', ' ', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(
        source,
        fc.constantFrom('', '^'),
        fc.constantFrom('', '$'),
        text,
        (body, start, end, input) => {
          const pattern = start + body + end
          expect(compilePattern(pattern).matches(input)).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(input))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['\\bcat\\b', 'cat', true],
    ['a\\bb', 'ab', false],
    ['[\\w.+-]+@[\\w-]+\\.[a-z]{2,}', 'ana@example.com', true],
    ['[\\w.+-]+@[\\w-]+\\.[a-z]{2,}', 'ana@example', false],
    ['\\u00e9t\\u{e9}', 'été', true],
    ['[]', 'a', false],
    ['.', '😀', true],
  ])('%s on %s', (pattern, text, expected) => {
    expect(compilePattern(pattern).matches(text)).toBe(expected)
  })

  it('does not backtrack: patterns that take RegExp years end with few steps', () => {
    const text = `${'a'.repeat(5_000)}!`
    for (const evil of ['(a+)+', '(a|a)*', '(a*)*b', '(.*)*(.*)*x', '([a-z]+)*=']) {
      expect(compilePattern(evil).matches(text)).toBe(false)
    }
  })

  it.each([
    '(?=a)',
    '(a)\\1',
    'a{9999}',
    '(',
    ')',
    '[a',
    '*',
    'a{3,2}',
    '[z-a]',
    '\\',
    `${'('.repeat(100)}a`,
  ])('refuses %s with a sentence', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError)
  })
})
