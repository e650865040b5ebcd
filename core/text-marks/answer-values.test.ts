import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAnswerValues } from './answer-values'

const found = (answer: string, values: Record<string, unknown>) =>
  findAnswerValues(answer, values).map(({ from, to, name }) => [answer.slice(from, to), name])

describe('values in an answer', () => {
  it('finds whole words only', () => {
    expect(found('Ann met Anna and Ann.', { name: 'Ann' })).toEqual([
      ['Ann', 'name'],
      ['Ann', 'name'],
    ])
  })

  it('does not mark a single character, which would be everywhere', () => {
    expect(found('a letter, 3 times', { x: 'a', n: 3 })).toEqual([])
  })

  it('finds numbers as they are formatted', () => {
    const values = { amount: 18400 }
    for (const written of ['18400', '18,400', '18 400', '18\u00a0400', '18.400', '18,400.00']) {
      expect(found(`NOK ${written} was paid`, values)).toEqual([[written, 'amount']])
    }
    expect(found('NOK 18,400.', { amount: '18400' })).toEqual([['18,400', 'amount']])
  })

  it('does not cut a number out of a longer one', () => {
    expect(found('118400 or 18400.50 or 18,400,123', { amount: 18400 })).toEqual([])
  })

  it('prefers the longer value where two overlap', () => {
    expect(found('Oslo Harbour opens', { city: 'Oslo', place: 'Oslo Harbour' })).toEqual([
      ['Oslo Harbour', 'place'],
    ])
  })

  it('forgives the first letter, as at the beginning of a sentence', () => {
    expect(found('Hail damage is not covered.', { reason: 'hail damage' })).toEqual([
      ['Hail damage', 'reason'],
    ])
    expect(found('HAIL DAMAGE', { reason: 'hail damage' })).toEqual([])
  })

  it('leaves out the full stop that a value ends with', () => {
    expect(found('because it rained, and', { reason: 'it rained.' })).toEqual([['it rained', 'reason']])
  })

  it('names the place of a value inside a list or an object', () => {
    expect(found('Clause 4.1 decides', { clauses: [{ number: '4.1' }] })).toEqual([
      ['4.1', 'clauses[0].number'],
    ])
  })

  it('keeps offsets right where lower case is longer than upper case', () => {
    expect(found('İstanbul İstanbul and Ankara', { city: 'Ankara' })).toEqual([['Ankara', 'city']])
  })

  it('never overlaps, stays in order, and every mark is a value but for its first letter', () => {
    const text = fc.array(fc.constantFrom('ab', 'abc', 'b c', '12', '1,234', '.', ' ', 'é'), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(
        text,
        fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('ab', 'b c', 'abc', '1234')),
        (parts, values) => {
          const answer = parts.join('')
          let end = 0
          for (const mark of findAnswerValues(answer, values)) {
            expect(mark.from).toBeGreaterThanOrEqual(end)
            expect(mark.to).toBeGreaterThan(mark.from)
            end = mark.to
          }
          expect(end).toBeLessThanOrEqual(answer.length)
        },
      ),
    )
  })
})
