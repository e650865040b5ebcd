import { afterAll, describe, expect, it } from 'vitest'
import type { CodeTask } from './protocol'
import { CodeService } from './service'

const service = new CodeService()
afterAll(() => service.close())

const run = (source: string, more: Partial<CodeTask> = {}) =>
  service.run(
    { language: 'javascript', source, input: {}, timeoutMs: 500, memoryMb: 16, ...more },
    more instanceof AbortController ? more.signal : new AbortController().signal,
  )

describe('code in its sandbox', () => {
  it('is given its inputs by name and returns its outputs', async () => {
    const input = { list: [1, 2, 3], about: { name: 'Ada' } }
    const source =
      'return { sum: input.list.reduce((a, b) => a + b, 0), name: input.about.name.toUpperCase() }'
    expect(await run(source, { input })).toEqual({ sum: 6, name: 'ADA' })
  })

  it('has its types taken away, whatever they say', async () => {
    const source =
      'const n: number = (input as { n: string }).n as unknown as number\ninterface A { b?: string }\nreturn { n } satisfies object'
    expect(await run(source, { language: 'typescript', input: { n: 'x' } })).toEqual({ n: 'x' })
    await expect(run('const a: = 3', { language: 'typescript' })).rejects.toThrow(
      /^The code cannot be read: .+ line 1/,
    )
  })

  it.each([
    ['while (true) {}', 'time'],
    ['const all = []; while (true) all.push(new Uint8Array(1e6))', 'memory'],
    ['const f = () => f() + 1; return { a: f() }', 'depth'],
    ['return 7', 'result'],
    ['return Promise.resolve({})', 'result'],
    ['throw new Error("no such row")', 'threw'],
    ['return {', 'syntax'],
    ['return { a: process.env }', 'threw'],
    ['return { a: require("fs") }', 'threw'],
    ['return { a: fetch("http://localhost") }', 'threw'],
  ])('%s ends with a sentence and a remedy: %s', async (source, code) => {
    // Only what spins is to meet its limit of time, also on a machine that is busy.
    const timeoutMs = code === 'time' ? 200 : 20_000
    await expect(run(source, { timeoutMs })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^The code .+\. .+\.$/s),
    })
  })

  it('finds nothing of the code before it', async () => {
    await run('globalThis.left = 1; Object.prototype.left = 2; Array.prototype.map = 3; return {}')
    expect(await run('return { left: [{}.left, globalThis.left, typeof [].map] }')).toEqual({
      left: [null, null, 'function'],
    })
  })

  it('names the line that failed', async () => {
    await expect(run('const a = 1\n\nnull.x')).rejects.toThrow(/line 3/)
  })

  it('ends at once when the run is stopped', async () => {
    const abort = new AbortController()
    const task = {
      language: 'javascript',
      source: 'while (true) {}',
      input: {},
      timeoutMs: 30_000,
      memoryMb: 16,
    } as const
    const began = performance.now()
    setTimeout(() => abort.abort(new Error('stopped')), 50)
    await expect(service.run(task, abort.signal)).rejects.toThrow('stopped')
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await run('return { on: true }')).toEqual({ on: true })
  })
})
