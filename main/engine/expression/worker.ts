import { parentPort } from 'node:worker_threads'
import { ExpressionError } from './error'
import type { Answer, Question } from './protocol'
import { ExpressionSandbox } from './sandbox'

/** The thread that expressions are evaluated in. It holds nothing: ending it at any moment loses nothing. */
const sandbox = await ExpressionSandbox.open()

function answer({ id, source, given }: Question): Answer {
  try {
    if (given) return { kind: 'value', id, value: sandbox.evaluate(source, given) }
    sandbox.check(source)
    return { kind: 'value', id, value: undefined }
  } catch (error) {
    if (error instanceof ExpressionError)
      return { kind: 'failed', id, code: error.code, detail: error.detail }
    return {
      kind: 'failed',
      id,
      code: 'threw',
      detail: error instanceof Error ? error.message : String(error),
    }
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))
parentPort?.postMessage({ kind: 'ready' } satisfies Answer)
