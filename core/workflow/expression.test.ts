import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expressionFailures, expressionSentence, readPart, readsOf } from './expression'

describe('what an expression reads', () => {
  it('is found wherever a name is written, up to where a path ends', () => {
    expect(readsOf('input.about.title === vars?.name && input.rows[0].n')).toEqual({
      input: [['about', 'title'], ['rows']],
      vars: [['name']],
    })
    expect(readsOf('[...input].length + $input + inputs + x.cost')).toEqual({ input: [[]], cost: [[]] })
    expect(readsOf('in\\u0070ut.a').input).toEqual([[]])
    expect(readsOf('1 + 1')).toEqual({})
  })

  it('leaves the rest behind, and never what is read', () => {
    const given = { about: { title: 'A', text: 'long' }, rows: [1, 2], other: 'x' }
    expect(readPart(given, [['about', 'title']])).toEqual({ about: { title: 'A' } })
    expect(readPart(given, [['rows', 'length']])).toEqual({ rows: [1, 2] })
    expect(readPart(given, [['other', 'length'], ['about']])).toEqual({ other: 'x', about: given.about })
    expect(readPart(given, [['hasOwnProperty']])).toBe(given)
    expect(readPart('text', [['length']])).toBe('text')
    const name = fc.constantFrom('a', 'b', 'c')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        fc.integer(),
        fc.array(fc.integer(), { maxLength: 2 }),
        fc.dictionary(name, tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.array(fc.array(name, { maxLength: 3 }), { minLength: 1 }), (value, paths) => {
        const source = paths.map((path) => ['input', ...path].join('?.')).join(', ')
        const read = (from: unknown) =>
          paths.map((path) => path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), from))
        expect(read(readPart(value, readsOf(source).input ?? []))).toEqual(read(value))
      }),
    )
  })
})

it.each(expressionFailures)('%s: is said in a sentence with a remedy', (failure) => {
  expect(expressionSentence(failure, 'something\nlong.')).toMatch(
    /^[A-Z"].+[^.]\. [A-Z].+\.$|stopped\. .+\.$/,
  )
})
