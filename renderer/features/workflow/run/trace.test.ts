import { expect, it } from 'vitest'
import type { NodeRun } from '../../../../contract/workflow-run'
import { lineStarts } from './lines'
import { RunTrace } from './trace'
import { spanOf, tickOf, traceRows } from './trace-rows'

const part = (id: string, rest: Partial<NodeRun> = {}): NodeRun => ({
  id,
  kind: 'node',
  parentId: null,
  nodeId: id,
  path: '',
  name: id,
  status: 'success',
  error: null,
  startedAt: new Date(1_000).toISOString(),
  durationMs: 10,
  model: null,
  inputTokens: null,
  outputTokens: null,
  cost: null,
  currency: null,
  ...rest,
})

it('of a node with several turns the one that needs somebody leads, and times and money are summed', () => {
  const trace = new RunTrace()
  trace.put([
    part('a', { nodeId: 'n', path: 'm#0/', cost: '0.1', currency: 'USD' }),
    part('b', { nodeId: 'n', path: 'm#1/', cost: '0.2', currency: 'USD' }),
    part('c', { nodeId: 'n', path: 'm#2/', status: 'running', durationMs: null }),
  ])
  trace.say('c', 'half a')
  expect(trace.take().get('n')).toMatchObject({
    status: 'running',
    runs: 3,
    done: 2,
    durationMs: 20,
    cost: '0.3',
    text: 'half a',
    nodeRunId: 'c',
  })
  expect(trace.take().size).toBe(0)
  trace.put([part('c', { nodeId: 'n', path: 'm#2/', status: 'failed' })])
  trace.say('c', 'too late')
  expect(trace.take().get('n')).toMatchObject({ status: 'failed', done: 3, text: '' })
})

it('a node of a workflow inside another one does not colour the node here that has the same id', () => {
  const trace = new RunTrace()
  trace.put([part('outer', { nodeId: 'n' }), part('inner', { nodeId: 'n', path: 's>', status: 'failed' })])
  expect(trace.take().get('n')).toMatchObject({ status: 'success', runs: 1 })
})

it('lays parts below what they belong to, leaves out what is folded, and counts turns from one', () => {
  const parts = new Map(
    [
      part('map'),
      part('one', { parentId: 'map', path: 'map#0/' }),
      part('call', { parentId: 'one', kind: 'model_call', nodeId: null }),
      part('after', { parentId: 'the run itself' }),
    ].map((each) => [each.id, each]),
  )
  const names = (folded: string[]) =>
    traceRows(parts, new Set(folded)).map(({ part: { id }, depth, turn }) => [id, depth, turn])
  expect(names([])).toEqual([
    ['map', 0, null],
    ['one', 1, 1],
    ['call', 2, null],
    ['after', 0, null],
  ])
  expect(names(['map']).map(([id]) => id)).toEqual(['map', 'after'])
})

it('what was broken off without a time does not stretch the scale to today', () => {
  const parts = new Map([['a', part('a', { durationMs: null, status: 'interrupted' })]])
  expect(spanOf(parts, 9_999_999)).toEqual({ from: 1_000, until: 1_001 })
  expect(tickOf(7_300)).toBe(2_000)
})

it('breaks a text of eleven million letters into lines in a moment, and loses none', () => {
  const text = `${'x'.repeat(250)}\n${'y'.repeat(11_000_000)}`
  const began = performance.now()
  const starts = lineStarts(text, 100)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(starts.slice(0, 5)).toEqual([0, 100, 200, 251, 351])
  expect(starts.map((at, index) => text.slice(at, starts[index + 1])).join('')).toBe(text)
})
