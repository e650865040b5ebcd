import { afterEach, describe, expect, it } from 'vitest'
import { WorkerPool } from './pool'
import type { Task } from './protocol'

const pools: WorkerPool[] = []
const pool = (options: Partial<{ size: number; limitMs: number; limitMb: number }>) => {
  const made = new WorkerPool({ size: 1, limitMs: 20_000, limitMb: 64, ...options })
  pools.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((each) => each.close()))
})

const render = (text: string, values: Record<string, unknown> = {}): Extract<Task, { kind: 'render' }> => ({
  kind: 'render',
  document: { messages: [{ id: 'm', role: 'user', text }] },
  values,
  contexts: {},
  options: {},
})
/** The engine's own limit would stop this after 400 ms. */
const slow = '{% for i in (1..90000) %}{% for j in (1..90000) %}{% endfor %}{% endfor %}'

describe('WorkerPool', () => {
  it('ends the thread of a task that runs too long, not waiting for the engine; what was queued goes on', async () => {
    const one = pool({ limitMs: 30 })
    const late = one.run(render(slow))
    const queued = one.run(render('next'))
    await expect(late).rejects.toMatchObject({ code: 'timeout' })
    expect((await queued).messages[0]?.text).toBe('next')
  })

  it('ends a thread that takes too much memory, and the host goes on', async () => {
    const one = pool({ limitMb: 16 })
    // Within what the engine counts, far above 16 MB of objects.
    const greedy =
      '{% assign l = list %}{% for i in (1..200) %}{% capture c %}{{ l | json }}{% endcapture %}{% assign l = l | push: c %}{% endfor %}'
    const list = Array.from({ length: 400_000 }, (_, index) => ({ index }))
    await expect(one.run(render(greedy, { list }))).rejects.toMatchObject({ code: 'memory' })
    expect((await one.run(render('next'))).messages[0]?.text).toBe('next')
  })

  it('says so where the worker cannot be started', async () => {
    const none = new WorkerPool({ size: 1, limitMs: 1_000, limitMb: 64 }, '/nowhere/worker.js')
    await expect(none.run(render('x'))).rejects.toMatchObject({ code: 'failed' })
    await none.close()
  })
})
