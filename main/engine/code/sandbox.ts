import {
  getQuickJS,
  type QuickJSContext,
  type QuickJSHandle,
  shouldInterruptAfterDeadline,
} from 'quickjs-emscripten'
import { transform } from 'sucrase'
import type { CodeAnswer, CodeFailure, CodeTask } from './protocol'

type Answer = Exclude<CodeAnswer, { kind: 'ready' }>

/**
 * Runs code in a QuickJS of its own: no host, no network, no clock beyond its own, nothing left from one run to the
 * next. Types of TypeScript are taken away, not checked.
 */
export async function runCode(task: CodeTask): Promise<Answer> {
  const plain = withoutTypes(task)
  if ('code' in plain) return { kind: 'failed', ...plain }
  const quick = await getQuickJS()
  const runtime = quick.newRuntime()
  runtime.setMaxStackSize(512 * 1024)
  const context = runtime.newContext()
  try {
    const input = JSON.stringify(task.input)
    // What it is given is not its own to account for.
    runtime.setMemoryLimit(task.memoryMb * 1024 * 1024 + input.length * 8)
    runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + task.timeoutMs))
    return evaluate(context, plain.source, input)
  } finally {
    context.dispose()
    runtime.dispose()
  }
}

function withoutTypes({
  language,
  source,
}: CodeTask): { readonly source: string } | { code: CodeFailure; detail: string } {
  if (language === 'javascript') return { source }
  try {
    // As a function, since only there a return may stand.
    const { code } = transform(`function body(input: any) {\n${source}\n}`, {
      transforms: ['typescript'],
      disableESTransforms: true,
    })
    return { source: code.slice(code.indexOf('{') + 1, code.lastIndexOf('}')) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // Its own first line is counted.
    const detail = message.replace(
      /\((\d+):(\d+)\)/,
      (_, line, column) => `line ${Number(line) - 1}, column ${column}`,
    )
    return { code: 'syntax', detail: detail.replace(/^Error transforming.*?: /, '') }
  }
}

function evaluate(context: QuickJSContext, source: string, input: string): Answer {
  const made = context.evalCode(`(function (input) { 'use strict';\n${source}\n})`, 'code.js', {
    strict: true,
  })
  if (made.error) return failed(context, made.error)
  const text = context.newString(input)
  const run = context.unwrapResult(
    context.evalCode(`(function (code, text) {
      const value = code(JSON.parse(text))
      if (value && typeof value.then === 'function') return '!something that is awaited'
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return '!' + (value === undefined ? 'nothing' : value === null ? 'null' : Array.isArray(value) ? 'a list' : 'a ' + typeof value)
      }
      return JSON.stringify(value)
    })`),
  )
  const result = context.callFunction(run, context.undefined, made.value, text)
  for (const handle of [run, made.value, text]) handle.dispose()
  if (result.error) return failed(context, result.error)
  const answer = context.getString(result.value)
  result.value.dispose()
  if (answer.startsWith('!')) return { kind: 'failed', code: 'result', detail: answer.slice(1) }
  return { kind: 'value', value: JSON.parse(answer) }
}

function failed(context: QuickJSContext, error: QuickJSHandle): Answer {
  const thrown: unknown = context.dump(error)
  error.dispose()
  const said = typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) }
  const name = 'name' in said ? String(said.name) : ''
  const message = 'message' in said ? String(said.message) : 'it threw'
  const line = 'stack' in said ? /code\.js:(\d+)/.exec(String(said.stack))?.[1] : undefined
  // The function's own first line is counted.
  const place = line === undefined ? '' : ` (line ${Math.max(1, Number(line) - 1)})`
  if (message === 'interrupted') return { kind: 'failed', code: 'time', detail: '' }
  if (message === 'out of memory' || thrown === null) return { kind: 'failed', code: 'memory', detail: '' }
  if (/stack overflow|call stack size/i.test(message)) return { kind: 'failed', code: 'depth', detail: '' }
  const detail = `${message.slice(0, 300)}${place}`
  return { kind: 'failed', code: name === 'SyntaxError' ? 'syntax' : 'threw', detail }
}
