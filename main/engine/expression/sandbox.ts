import {
  getQuickJS,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten'
import {
  type ExpressionName,
  expressionLimits,
  expressionNames,
  readsOf,
} from '../../../core/workflow/expression'
import { ExpressionError } from './error'
import { Inputs } from './inputs'
import { prelude } from './prelude'

/** How often what took too long is tried; an expression does the same each time. */
const turns = 4

/** What the first ones would wait for: code of the engine that is only made ready when it is used. */
const warmUp = [
  '[1, 2].map((n) => String(n)).join(input.a)',
  'input.a.length > 1 && vars',
  '({ ...input })',
  'null.x',
]

/** Compiled expressions that are kept. */
const mostKept = 200

/**
 * Evaluates expressions in QuickJS, without host, clock or chance. One serves any number of them: each finds it as the
 * first one did, since all that is shared is frozen. Some of QuickJS's own functions ask for no leave while they work,
 * so it stands in a thread of its own that can be ended (service.ts).
 */
export class ExpressionSandbox {
  private readonly compiled = new Map<string, QuickJSHandle>()
  private readonly tools: Readonly<Record<'lazy' | 'run' | 'parse' | 'absent', QuickJSHandle>>
  private readonly inputs: Inputs
  private readonly atRest: number
  private deadline = Number.POSITIVE_INFINITY
  private stopped = false

  private constructor(
    private readonly runtime: QuickJSRuntime,
    private readonly context: QuickJSContext,
  ) {
    runtime.setMaxStackSize(256 * 1024)
    runtime.setInterruptHandler(() => {
      this.stopped ||= performance.now() > this.deadline
      return this.stopped
    })
    this.inputs = new Inputs(context, {
      lazy: (index, length) =>
        context.unwrapResult(
          context.callFunction(
            this.tools.lazy,
            context.undefined,
            context.newNumber(index),
            context.newNumber(length),
          ),
        ),
      parse: (json) => {
        const text = context.newString(json)
        const value = context.unwrapResult(context.callFunction(this.tools.parse, context.undefined, text))
        text.dispose()
        return value
      },
      carried: (bytes, ms) => this.allow(bytes, ms),
    })
    const made = this.inputs.functions((functions) => {
      const begin = context.unwrapResult(context.evalCode(prelude, 'prelude.js'))
      const tools = context.unwrapResult(context.callFunction(begin, context.undefined, ...functions))
      begin.dispose()
      return tools
    })
    const tool = (name: string) => context.getProp(made, name)
    this.tools = { lazy: tool('lazy'), run: tool('run'), parse: tool('parse'), absent: tool('absent') }
    made.dispose()
    this.atRest = this.used()
  }

  static async open(): Promise<ExpressionSandbox> {
    loading ??= getQuickJS()
    const runtime = (await loading).newRuntime()
    const sandbox = new ExpressionSandbox(runtime, runtime.newContext())
    for (const source of [...warmUp, ...warmUp]) {
      try {
        sandbox.evaluate(source, { input: { a: 'warm' } })
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error
      }
    }
    return sandbox
  }

  /**
   * The value of an expression, as JSON would hold it; undefined where it gives none.
   * @param given plain data; only what the expression reads of it is carried over
   * @throws ExpressionError
   */
  evaluate(source: string, given: Readonly<Partial<Record<ExpressionName, unknown>>>): unknown {
    for (let turn = 1; ; turn += 1) {
      try {
        return this.once(source, given)
      } catch (error) {
        // The clock runs on while a busy machine lets the thread wait: what is quick passes one of the next times.
        if (!(error instanceof ExpressionError) || error.code !== 'time' || turn === turns) throw error
      }
    }
  }

  private once(source: string, given: Readonly<Partial<Record<ExpressionName, unknown>>>): unknown {
    this.begin()
    try {
      const compiled = this.compile(source)
      const reads = readsOf(source)
      const values = expressionNames.map((name) =>
        reads[name] ? this.inputs.carry(given[name]) : this.context.undefined,
      )
      const result = this.context.callFunction(this.tools.run, this.context.undefined, compiled, ...values)
      for (const value of values) value.dispose()
      if (result.error) throw this.failure(result.error)
      const text = this.context.getString(result.value)
      result.value.dispose()
      if (text === 'undefined') return undefined
      if (text.startsWith('!')) throw new ExpressionError('result', described[text] ?? text.slice(1))
      return JSON.parse(text)
    } finally {
      this.deadline = Number.POSITIVE_INFINITY
      this.stopped = false
      this.runtime.setMemoryLimit(-1)
      this.inputs.clear()
    }
  }

  /** @throws ExpressionError where it cannot be read; nothing is evaluated. */
  check(source: string): void {
    this.begin()
    try {
      this.compile(source)
    } finally {
      this.deadline = Number.POSITIVE_INFINITY
      this.stopped = false
      this.runtime.setMemoryLimit(-1)
    }
  }

  close(): void {
    for (const handle of this.compiled.values()) handle.dispose()
    for (const handle of Object.values(this.tools)) handle.dispose()
    this.inputs.dispose()
    this.context.dispose()
    this.runtime.dispose()
  }

  private room = 0

  private begin(): void {
    this.stopped = false
    this.room = this.atRest + this.compiled.size * 8_192 + expressionLimits.bytes
    this.runtime.setMemoryLimit(this.room)
    this.deadline = performance.now() + expressionLimits.ms
  }

  /** What carrying over takes is not the expression's. */
  private allow(bytes: number, ms: number): void {
    this.room += bytes
    this.deadline += ms
    this.runtime.setMemoryLimit(this.room)
  }

  private compile(source: string): QuickJSHandle {
    const known = this.compiled.get(source)
    if (known) return known
    const code = `(function (${expressionNames.join(', ')}) { 'use strict'; return (${source}\n) })`
    const result = this.context.evalCode(code, 'expression.js', { strict: true })
    if (result.error) throw this.failure(result.error)
    if (this.compiled.size >= mostKept) {
      const [oldest] = this.compiled.keys()
      this.compiled.get(oldest ?? '')?.dispose()
      this.compiled.delete(oldest ?? '')
    }
    this.compiled.set(source, result.value)
    return result.value
  }

  private failure(error: QuickJSHandle): ExpressionError {
    const { name, message } = this.describe(error)
    error.dispose()
    if (this.stopped || message === 'interrupted') return new ExpressionError('time')
    if (message === 'out of memory') return new ExpressionError('memory')
    if (/stack overflow|call stack size/i.test(message)) return new ExpressionError('depth')
    if (name === 'SyntaxError') return new ExpressionError('syntax', message)
    const unknown = name === 'ReferenceError' && /^'?([^' ]+)'? is not defined/.exec(message)
    return unknown ? new ExpressionError('unknown_name', unknown[1]) : new ExpressionError('threw', message)
  }

  /** Of an error or whatever else was thrown; where there was no memory for one, that. */
  private describe(error: QuickJSHandle): { name: string; message: string } {
    // Reading it may run a getter of the expression's: the limits still stand.
    const [name, message] = ['name', 'message'].map((key) => {
      if (this.context.typeof(error) !== 'object') return ''
      const part = this.context.getProp(error, key)
      const text = this.context.typeof(part) === 'string' ? this.context.getString(part) : ''
      part.dispose()
      return text
    })
    if (message) return { name: name ?? '', message }
    const thrown = this.context.typeof(error) === 'string' ? this.context.getString(error) : 'it threw'
    return this.context.typeof(error) === 'null'
      ? { name: '', message: 'out of memory' }
      : { name: '', message: thrown }
  }

  private used(): number {
    const handle = this.runtime.computeMemoryUsage()
    const usage: unknown = this.context.dump(handle)
    handle.dispose()
    return typeof usage === 'object' && usage !== null && 'malloc_size' in usage
      ? Number(usage.malloc_size)
      : 0
  }
}

let loading: Promise<QuickJSWASMModule> | undefined

const described: Readonly<Record<string, string>> = {
  '!function': 'a function',
  '!symbol': 'a symbol',
  '!bigint': 'a whole number that JSON cannot hold',
  '!promise': 'something that is awaited',
  '!NaN': 'no number (NaN)',
  '!Infinity': 'an infinite number',
  '!-Infinity': 'an infinite number',
}
