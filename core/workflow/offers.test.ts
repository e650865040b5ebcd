import { describe, expect, it } from 'vitest'
import { inputOf, offersAt, sampleOf } from './offers'
import { edge, idOf, node, workflow } from './testing'

const schema = {
  type: 'object',
  properties: {
    score: { type: 'number' },
    risk: { type: 'object', properties: { kind: { type: 'string' } } },
  },
}

const document = workflow(
  [
    node(1, 'input', { fields: [{ name: 'client', type: { kind: 'text' } }] }),
    node(2, 'template', { fields: [{ name: 'client' }], outputSchema: schema }),
    node(3, 'condition'),
    node(4, 'delay'),
    node(5, 'score', { name: 'clarity' }),
    node(6, 'code', { fields: [{ name: 'a', type: { kind: 'any' } }] }),
    node(7, 'loop'),
  ],
  [
    edge(11, [1, 'client'], [2, 'client']),
    edge(12, [2, 'object'], [3, 'value']),
    edge(13, [3, 'yes'], [4, 'value']),
    edge(14, [4, 'value'], [5, 'value']),
    edge(15, [5, 'value'], [6, 'a']),
    edge(16, [7, 'value'], [7, 'next']),
  ],
)

describe('what an expression can read', () => {
  it('is looked up through nodes that only hand on', () => {
    const [input] = offersAt(document, { nodeId: idOf(5) })
    expect(input?.parts.map(({ name }) => name)).toEqual(['score', 'risk'])
    expect(input?.parts[1]?.parts.map(({ name }) => name)).toEqual(['kind'])
    expect(inputOf(document, { edgeId: idOf(14) }).parts).toHaveLength(2)
    expect(inputOf(document, { nodeId: idOf(6) }).parts[0]?.parts).toHaveLength(2)
  })

  it('has the workflow’s inputs, and the scores by their names', () => {
    const offers = new Map(offersAt(document, { nodeId: idOf(3) }).map((each) => [each.name, each]))
    expect(offers.get('vars')?.parts.map(({ name }) => name)).toEqual(['client'])
    expect(offers.get('score')?.parts.map(({ name }) => name)).toEqual(['clarity'])
  })

  it('ends in a loop that leads back to itself, and where something is gone', () => {
    expect(inputOf(document, { nodeId: idOf(7) }).parts).toEqual([])
    expect(inputOf(document, { nodeId: idOf(99) }).type.kind).toBe('any')
    expect(inputOf(document, { edgeId: idOf(99) }).type.kind).toBe('any')
  })

  it('gives a sample of its shape', () => {
    expect(sampleOf(inputOf(document, { nodeId: idOf(3) }))).toEqual({ score: 0.5, risk: { kind: 'text' } })
  })
})
