import { afterAll, describe, expect, it } from 'vitest'
import { ExpressionError } from './error'
import { ExpressionService } from './service'

const service = new ExpressionService()
afterAll(() => service.close())

async function failing(source: string, given = {}): Promise<ExpressionError> {
  try {
    const value = await service.evaluate(source, given)
    throw new Error(`It gave ${JSON.stringify(value)}.`)
  } catch (error) {
    if (error instanceof ExpressionError) return error
    throw error
  }
}

describe('an expression', () => {
  it('gives plain values of what it is given', async () => {
    const given = {
      input: { score: 0.9, tags: ['a', 'b'], nested: { deep: null } },
      vars: { limit: 0.8 },
      cost: 1.5,
    }
    expect(await service.evaluate('input.score > vars.limit && cost < 2', given)).toBe(true)
    expect(await service.evaluate('input.tags.map((tag) => tag + input.nested.deep)', given)).toEqual([
      'anull',
      'bnull',
    ])
    expect(await service.evaluate('({ n: input.tags.length }) // a comment', given)).toEqual({ n: 2 })
    expect(await service.evaluate('input.missing?.deeper', given)).toBeUndefined()
    expect(await service.evaluate('output', { output: 'Grüße 🙂' })).toBe('Grüße 🙂')
    expect(await service.evaluate('in\\u0070ut', { input: 7 })).toBe(7)
  })

  it('reads large values part by part, and as if they were there whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'row '.repeat(20) }))
    const input = { rows, about: { title: 'Large' }, text: 'y'.repeat(3_000_000) }
    expect(await service.evaluate('input.rows[19999].n + input.rows.length', { input })).toBe(39_999)
    expect(
      await service.evaluate('[Object.keys(input), "rows" in input, Array.isArray(input.rows)]', { input }),
    ).toEqual([['rows', 'about', 'text'], true, true])
    expect(await service.evaluate('input.rows.slice(5, 7).map((row) => row.n)', { input })).toEqual([5, 6])
    expect(await service.evaluate('input.text.length', { input })).toBe(3_000_000)
    expect(await service.evaluate('input.constructor === Object && input.rows.at(-1).n', { input })).toBe(
      19_999,
    )
    expect(await service.evaluate('input.rows[20000]', { input })).toBeUndefined()
  })
})

describe('hostile expressions', () => {
  const spin = 'The expression took longer than 5 ms'
  it.each([
    ['(() => { while (true) {} })()', spin],
    ['(() => { try { while (true) {} } catch { return 1 } finally { while (true) {} } })()', spin],
    ["/(a+)+$/.test('a'.repeat(40) + 'b')", spin],
    ['Array.prototype.indexOf.call({ length: 9007199254740991 }, 1)', spin],
    // QuickJS does not stop these itself: their thread is ended.
    ["'a'.repeat(1e6).indexOf('a'.repeat(5e5) + 'b')", spin],
    ['(10n ** 300000n) ** 3n', ''],
    ['0) }, (function () { while (true) {} })(), (function () { return (0', 'The expression'],
    ["'x'.repeat(1e8)", 'took more than 4 MB'],
    ['new Uint8Array(1e8).length', 'took more than 4 MB'],
    ['(function deep() { return deep() + 1 })()', 'calls itself too deeply'],
    ['input.', 'cannot be read'],
    ['1; 2', 'cannot be read'],
    ['let x = 1', 'cannot be read'],
    ['missing + 1', '"missing" is not known'],
    ['input.a.b', 'The expression failed'],
    ['(() => { throw "words" })()', 'words'],
    ['(() => { throw null })()', 'The expression'],
    ['() => 1', 'gives a function'],
    ['10n', 'JSON cannot hold'],
    ['0 / 0', 'no number'],
    ['Symbol()', 'a symbol'],
  ])('%s: %s', async (source, words) => {
    const began = performance.now()
    const { message } = await failing(source, { input: {} })
    expect(message).toContain(words)
    expect(message).toMatch(/^The expression .+\.$|^"missing"/)
    // Far above the limit, so that a busy machine does not fail it; without the limit some never end.
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(await service.evaluate('1 + 1', {})).toBe(2)
  })

  it.each([
    'process',
    'require("fs")',
    'fetch("http://localhost")',
    'setTimeout',
    'Date.now()',
    'globalThis.WebAssembly.x',
    'import.meta',
    'console.log(1)',
  ])('%s: there is no host', async (source) => {
    expect((await failing(source)).code).not.toBe('time')
  })

  it('leave nothing behind for the next', async () => {
    const attempts = [
      'Array.prototype.map = () => "mine"',
      '(Object.prototype.polluted = true)',
      'globalThis.kept = 1',
      '({}).constructor.prototype.polluted = 1',
      '(() => { JSON.stringify = () => "9" })()',
      'Object.defineProperty(Object.prototype, "then", { value: () => 1 })',
      '(function* () {}).constructor.prototype.x = 1',
      'input.__proto__.polluted = 1',
    ]
    for (const source of attempts) {
      await failing(source, { input: { a: 1 } })
    }
    expect(await service.evaluate('[typeof kept, ({}).polluted, [1].map((n) => n + 1)]', {})).toEqual([
      'undefined',
      null,
      [2],
    ])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('do not reach what they were given: the host keeps its own', async () => {
    const input = { list: [3, 1, 2], a: 1 }
    expect(await service.evaluate('input.list.sort()', { input })).toEqual([1, 2, 3])
    expect(await service.evaluate('(input.a = 2, input.a)', { input })).toBe(2)
    expect(input).toEqual({ list: [3, 1, 2], a: 1 })
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}')
    expect(await service.evaluate('[input.a, ({}).polluted]', { input: hostile })).toEqual([1, null])
    const named = { constructor: 1, toString: 2, map: 3, text: 'x'.repeat(20_000) }
    expect(
      await service.evaluate('[input.constructor, input.toString, input.map]', { input: named }),
    ).toEqual([1, 2, 3])
  })

  it('are checked without being run', async () => {
    await service.check('input.score > 1')
    await expect(service.check('while (true) {}')).rejects.toMatchObject({ code: 'syntax' })
    await expect(service.check('')).rejects.toMatchObject({ code: 'syntax' })
  })

  it('let what waits behind them go on', async () => {
    const hanging = failing('[].indexOf.call({ length: 9007199254740991 }, 1)')
    const behind = service.evaluate('input + 1', { input: 1 })
    expect((await hanging).code).toBe('time')
    expect(await behind).toBe(2)
  })

  it('use no more the longer they run', async () => {
    for (let turn = 0; turn < 500; turn += 1) {
      await service.evaluate(`input.list.map((n) => n + ${turn % 300})`, {
        input: { list: Array.from({ length: 50 }, (_, n) => n) },
      })
    }
    expect((await failing("'x'.repeat(1e8)")).code).toBe('memory')
    expect(await service.evaluate("'x'.repeat(1e6).length", {})).toBe(1_000_000)
  })
})
