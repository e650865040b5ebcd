import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkflowDocument } from '../../contract/workflow'
import { planOf } from './plan'
import { edge, idOf, workflow } from './testing'
import { graphs, named, result, simulate, step } from './testing-run'

describe('a schedule', () => {
  it('skips what gets no value, down to the end, and runs what an optional input is missing for', () => {
    const document = workflow(
      [
        step(1, 'begin', []),
        named(2, 'condition'),
        step(3, 'yes'),
        step(4, 'no'),
        step(5, 'after no'),
        step(6, 'either', ['a', 'b'], false),
      ],
      [
        edge(11, [1, 'result'], [2, 'value']),
        edge(12, [2, 'yes'], [3, 'a']),
        edge(13, [2, 'no'], [4, 'a']),
        edge(14, [4, 'result'], [5, 'a']),
        edge(15, [5, 'result'], [6, 'a']),
        edge(16, [3, 'result'], [6, 'b']),
      ],
    )
    const { began, schedule } = simulate(document, (_, name) =>
      name === 'condition2' ? { yes: 1 } : { result: name },
    )
    expect(began).toEqual(['begin', 'condition2', 'yes', 'either'])
    expect(schedule.isOver).toBe(true)
  })

  it('runs a body once for each entry, so many at once, and keeps the order of the list', () => {
    const document = workflow(
      [
        step(1, 'list', []),
        step(2, 'outside', []),
        named(3, 'map', { parallel: 2 }),
        step(4, 'body', ['a', 'b', 'c']),
        result(5),
      ],
      [
        edge(11, [1, 'result'], [3, 'list']),
        edge(12, [3, 'item'], [4, 'a']),
        edge(13, [3, 'index'], [4, 'b']),
        edge(14, [2, 'result'], [4, 'c']),
        edge(15, [4, 'result'], [3, 'result']),
        edge(16, [3, 'results'], [5, 'out']),
      ],
    )
    const run = simulate(
      document,
      ({ inputs }, name) => {
        if (name === 'list') return { result: ['x', 'y', 'z'] }
        return name === 'outside' ? { result: '!' } : { result: `${inputs.a}${inputs.b}${inputs.c}` }
      },
      (under) => under - 1,
    )
    // The body takes from outside: the map begins after that, although it does not take it itself.
    expect(run.began.slice(0, 3)).toEqual(['list', 'outside', 'map3'])
    expect(run.ended.slice(2, 5)).toEqual(['body.1', 'body.2', 'body.0'])
    expect(run.outputs).toEqual({ out: ['x0!', 'y1!', 'z2!'] })
  })

  it.each([
    ['stop', undefined, ['body.1', 'map2 failed']],
    ['continue', ['a', null, 'c'], undefined],
    ['drop', ['a', 'c'], undefined],
  ])('of an entry that fails: %s', (onError, out, ended) => {
    const document = workflow(
      [step(1, 'list', []), named(2, 'map', { onError, parallel: 3 }), step(3, 'body'), result(4)],
      [
        edge(11, [1, 'result'], [2, 'list']),
        edge(12, [2, 'item'], [3, 'a']),
        edge(13, [3, 'result'], [2, 'result']),
        edge(14, [2, 'results'], [4, 'out']),
      ],
    )
    const run = simulate(
      document,
      ({ inputs }, name) => {
        if (name === 'list') return { result: ['a', 'b', 'c'] }
        return inputs.a === 'b' ? 'fail' : { result: inputs.a }
      },
      (under) => (under === 3 ? 1 : 0),
    )
    expect(run.outputs.out).toEqual(out)
    expect(run.schedule.hasFailed).toBe(out === undefined)
    if (ended) {
      expect(run.ended.slice(-2)).toEqual(ended)
      expect(run.dropped).toEqual(['body.0', 'body.2'])
    }
  })

  it('leaves an entry out whose turn gave nothing, and has an empty list for an empty one', () => {
    const document = workflow(
      [step(1, 'list', []), named(2, 'map'), named(3, 'condition'), result(4)],
      [
        edge(11, [1, 'result'], [2, 'list']),
        edge(12, [2, 'item'], [3, 'value']),
        edge(13, [3, 'yes'], [2, 'result']),
        edge(14, [2, 'results'], [4, 'out']),
      ],
    )
    const over = (list: unknown[]) =>
      simulate(document, ({ inputs }, name) => {
        if (name === 'list') return { result: list }
        return Number(inputs.value) > 1 ? { yes: inputs.value } : { no: inputs.value }
      }).outputs
    expect(over([1, 2, 3])).toEqual({ out: [2, 3] })
    expect(over([])).toEqual({ out: [] })
  })

  it('repeats a loop with what its turn gave, as often as it may', () => {
    const document = workflow(
      [step(1, 'start', []), named(2, 'loop', { maxTurns: 3 }), step(3, 'body', ['a', 'b']), result(4)],
      [
        edge(11, [1, 'result'], [2, 'start']),
        edge(12, [2, 'value'], [3, 'a']),
        edge(13, [2, 'turn'], [3, 'b']),
        edge(14, [3, 'result'], [2, 'next']),
        edge(15, [2, 'done'], [4, 'out']),
      ],
    )
    const run = simulate(document, ({ inputs }, name) => ({
      result: name === 'start' ? 'a' : `${inputs.a}${inputs.b}`,
    }))
    expect(run.outputs).toEqual({ out: 'a123' })
  })

  it('joins branches: all, the first that there is, or a race whose losers are dropped', () => {
    const join = (mode: string) =>
      workflow(
        [
          step(1, 'one', []),
          step(2, 'two', []),
          step(3, 'behind two'),
          named(4, 'merge', { mode }),
          result(5),
        ],
        [
          edge(11, [2, 'result'], [3, 'a']),
          edge(12, [3, 'result'], [4, 'values']),
          edge(13, [1, 'result'], [4, 'values']),
          edge(14, [4, 'value'], [5, 'out']),
        ],
      )
    const run = (mode: string, nothing = '') =>
      simulate(join(mode), ({ inputs }, name) => {
        if (name === 'merge4') {
          const values = inputs.values as unknown[]
          return { value: mode === 'all' ? values : values[0] }
        }
        return name === nothing ? {} : { result: name }
      })
    expect(run('all').outputs.out).toEqual(['behind two', 'one'])
    expect(run('all', 'two').outputs.out).toEqual(['one'])
    expect(run('first').outputs.out).toBe('behind two')
    expect(run('first', 'behind two').outputs.out).toBe('one')
    const race = run('race')
    expect(race.outputs.out).toBe('one')
    expect(race.dropped).toEqual(['two'])
    expect(race.began).toEqual(['one', 'two', 'merge4', 'out'])
  })

  it('refuses a node that stands in two bodies, one behind its own end, and a circle', () => {
    const two = workflow(
      [step(1, 'list', []), named(2, 'map'), named(3, 'map'), step(4, 'both', ['a', 'b'])],
      [
        edge(11, [1, 'result'], [2, 'list']),
        edge(12, [1, 'result'], [3, 'list']),
        edge(13, [2, 'item'], [4, 'a']),
        edge(14, [3, 'item'], [4, 'b']),
      ],
    )
    expect(planOf(two).problems.map(({ code, nodeId }) => [code, nodeId])).toContainEqual([
      'leaves_body',
      idOf(4),
    ])
    const own = workflow(
      [step(1, 'list', []), named(2, 'map'), step(3, 'body', ['a', 'b'])],
      [
        edge(11, [1, 'result'], [2, 'list']),
        edge(12, [2, 'item'], [3, 'a']),
        edge(13, [2, 'results'], [3, 'b']),
      ],
    )
    expect(planOf(own).problems).not.toEqual([])
    const circle = workflow(
      [step(1, 'x'), step(2, 'y')],
      [edge(11, [1, 'result'], [2, 'a']), edge(12, [2, 'result'], [1, 'a'])],
    )
    expect(planOf(circle).problems.map(({ code }) => code)).toEqual(['circle', 'circle'])
  })
})

describe('any graph', () => {
  it('runs each node once a turn, never before what it takes, and the same way with the same answers', () => {
    fc.assert(
      fc.property(graphs, ({ document, entries, picks }) => {
        const once = () => {
          let at = 0
          const done = new Set<string>()
          const run = simulate(
            document,
            (instance) => {
              for (const { edge } of instance.planNode.takes) {
                const source = document.nodes.find(({ id }) => id === edge.source)
                if (source?.kind === 'code')
                  expect([...done].some((key) => key.endsWith(edge.source))).toBe(true)
              }
              done.add(instance.key)
              return { result: instance.planNode.node.settings.list ?? instance.key }
            },
            () => picks[at++ % picks.length] ?? 0,
          )
          expect(run.schedule.isOver).toBe(true)
          expect(run.schedule.hasFailed).toBe(false)
          return run
        }
        const run = once()
        expect(new Set(run.began).size).toBe(run.began.length)
        expect(run.began.length).toBe(expected(document, entries))
        expect(run.began).toEqual(once().began)
      }),
      { numRuns: 300 },
    )
  })
})

/** How many runs of nodes there are: every body as often as its list is long, in each turn of what is around it. */
function expected(document: WorkflowDocument, entries: readonly number[]): number {
  const plan = planOf(document)
  const maps = document.nodes.filter(({ kind }) => kind === 'map').map(({ id }) => id)
  const times = (scope: string | null): number =>
    scope === null
      ? 1
      : (entries[maps.indexOf(scope) % entries.length] ?? 0) * times(plan.nodes.get(scope)?.scope ?? null)
  return [...plan.nodes.values()].reduce((sum, { scope }) => sum + times(scope), 0)
}
