import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { variable } from '../../contract/template'
import { validateValues } from './validate'

const one = (fields: object, raw: unknown) => {
  const { values, issues } = validateValues([variable.parse({ name: 'v', ...fields })], { v: raw })
  return issues[0]?.message ?? values.v
}

describe('validateValues', () => {
  it.each<[object, unknown, unknown]>([
    [{ type: 'integer', rules: { max: 400 } }, '1800', 'At most 400. You typed 1800.'],
    [{ type: 'integer' }, '3.5', 'A whole number. You typed "3.5".'],
    [{ type: 'integer' }, ' 42 ', 42],
    [{ type: 'number' }, '1,5', 'A number without separators, with a point for decimals. You typed "1,5".'],
    [{ type: 'number' }, 'many', 'A number. You typed "many".'],
    [{ type: 'number', rules: { min: '0.5' } }, 0.25, 'At least 0.5. You typed 0.25.'],
    [{ type: 'number' }, '-1e3', -1000],
    [{ type: 'boolean' }, 'Yes', true],
    [{ type: 'boolean' }, 'maybe', 'Yes or no. You typed "maybe".'],
    [{ type: 'boolean' }, false, false],
    [{ type: 'date' }, '2024-02-29', '2024-02-29'],
    [{ type: 'date' }, '2023-02-29', 'A day such as 2026-11-18. You typed "2023-02-29".'],
    [
      { type: 'date', rules: { min: '2026-01-01' } },
      '2025-12-31',
      'Not before 2026-01-01. You typed "2025-12-31".',
    ],
    [{ type: 'choice', rules: { choices: ['warm', 'dry'] } }, 'wet', 'One of warm, dry. You typed "wet".'],
    [{ type: 'list' }, 'a\n b \n\n', ['a', 'b']],
    [{ type: 'list' }, '["a, b", 2]', ['a, b', 2]],
    [{ type: 'list', rules: { max: 1 } }, 'a\nb', 'At most 1 entries. You typed 2.'],
    [{ type: 'json' }, '{"a": [1]}', { a: [1] }],
    [{ type: 'json' }, '{"a": 1,\n b}', 'This is not JSON: look at line 2, column 2.'],
    [{ type: 'json' }, '{"a', 'This is not JSON: it ends too early.'],
    [{ rules: { minLength: 3 } }, 'ab', 'At least 3 characters. You typed 2.'],
    [
      { rules: { pattern: '[A-Z]{2}\\d+', patternHint: 'Two capitals, then digits.' } },
      'a1',
      'Two capitals, then digits. You typed "a1".',
    ],
    [
      { rules: { pattern: '(a+)+$' } },
      `${'a'.repeat(5_000)}!`,
      `Text that matches (a+)+$. You typed "${'a'.repeat(39)}…".`,
    ],
    [{ rules: { pattern: '(' } }, 'a', 'The pattern of this variable is not usable. A "(" is never closed.'],
    [{}, '', 'A value is needed here.'],
    [{ required: false }, '', undefined],
    [{ type: 'integer', default: '7' }, '', 7],
    [{ type: 'integer' }, 0, 0],
  ])('%j given %j', (fields, raw, expected) => {
    expect(one(fields, raw)).toEqual(expected)
  })

  it('checks JSON against its schema and names the place', () => {
    const schema = {
      type: 'object',
      required: ['total'],
      additionalProperties: false,
      properties: {
        total: { type: 'number', minimum: 0 },
        lines: { type: 'array', items: { type: 'string', maxLength: 3 } },
      },
    }
    const check = (raw: unknown) =>
      validateValues([variable.parse({ name: 'v', type: 'json', rules: { schema } })], { v: raw }).issues.map(
        (i) => i.message,
      )
    expect(check({ total: 1, lines: ['abc'] })).toEqual([])
    expect(check('{"total": -1, "lines": ["abcd", 5], "x": 1}')).toEqual([
      '"total" must be at least 0, not -1.',
      '"lines[0]" has at most 3 characters, not 4.',
      '"lines[1]" must be a text, not a number.',
      '"x" is not expected.',
    ])
    expect(check({})).toEqual(['"total" is missing.'])
  })

  it('gives back typed values unchanged when they are validated again', () => {
    const types = fc.constantFrom('text', 'number', 'integer', 'boolean', 'date', 'list', 'json')
    fc.assert(
      fc.property(
        types,
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())),
        (type, raw) => {
          const variables = [variable.parse({ name: 'v', type, required: false })]
          const first = validateValues(variables, { v: raw })
          if (first.issues.length > 0 || typeof first.values.v === 'string') return
          expect(validateValues(variables, first.values)).toEqual(first)
        },
      ),
    )
  })

  it('keeps values of names that are not declared', () => {
    expect(validateValues([], { extra: 1 })).toEqual({ values: { extra: 1 }, issues: [] })
  })
})
