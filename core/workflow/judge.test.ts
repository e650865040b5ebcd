import { describe, expect, it } from 'vitest'
import { givenOf, judge } from './judge'
import { node, workflow } from './testing'

const outputs = { text: 'The claim is covered.', list: ['a', 'b'], facts: { amount: 46, name: null } }

describe('an expectation', () => {
  it.each([
    ['equal texts', { kind: 'equals', output: 'text', value: 'The claim is covered.' }],
    [
      'equal objects in another order',
      { kind: 'equals', output: 'facts', value: { name: null, amount: 46 } },
    ],
    ['a part of a text', { kind: 'contains', output: 'text', value: 'covered' }],
    ['an entry of a list', { kind: 'contains', output: 'list', value: 'b' }],
    ['a schema', { kind: 'schema', output: 'facts', schema: { type: 'object', required: ['amount'] } }],
  ])('is met by %s', (_, expectation) => {
    expect(judge(expectation, outputs).passed).toBe(true)
  })

  it.each([
    [
      'another text',
      { kind: 'equals', output: 'text', value: 'It is not.' },
      '“The claim is covered.”, and “It is not.”',
    ],
    ['nothing to compare with', { kind: 'equals', output: 'text' }, '“null” was expected'],
    ['a part that is not there', { kind: 'contains', output: 'list', value: 'c' }, 'does not contain “c”'],
    [
      'another type',
      { kind: 'schema', output: 'text', schema: { type: 'number' } },
      '"text" does not fit its schema',
    ],
    ['an output that is gone', { kind: 'equals', output: 'gone' }, 'There is "text", "list", "facts".'],
    ['a kind of a newer version', { kind: 'likeness', output: 'text' }, 'Update it, or remove'],
  ])('is not met by %s, and says so', (_, expectation, sentence) => {
    const { passed, message } = judge(expectation, outputs)
    expect(passed).toBe(false)
    expect(message).toContain(sentence)
  })

  it('of an expression is met by any true value, and says what came instead', () => {
    const expectation = { kind: 'expression', expression: 'output.list.length' }
    expect(judge(expectation, outputs, { value: 2 }).passed).toBe(true)
    expect(judge(expectation, outputs, { value: 0 }).message).toContain('gives “0”')
    expect(judge(expectation, outputs, { problem: 'It took too long.' }).message).toContain(
      'It took too long.',
    )
  })

  it('shows of long values where they part', () => {
    const long = 'x'.repeat(500)
    const { message } = judge(
      { kind: 'equals', output: 'text', value: `${long} yes` },
      { text: `${long} no` },
    )
    expect(message).toContain('xx no” from letter 502 on, and “')
    expect(message.length).toBeLessThan(200)
  })

  it('sees inputs that were left out with their defaults', () => {
    const document = workflow([node(1, 'input', { fields: [{ name: 'a', default: 1 }, { name: 'b' }] })])
    expect(givenOf(document, { b: 2 })).toEqual({ a: 1, b: 2 })
  })
})
