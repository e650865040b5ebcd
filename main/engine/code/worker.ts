import { parentPort } from 'node:worker_threads'
import type { CodeAnswer, CodeTask } from './protocol'
import { runCode } from './sandbox'

/** The thread that code nodes run in. It holds nothing: ending it at any moment loses nothing. */
const reply = (answer: CodeAnswer): void => parentPort?.postMessage(answer)

parentPort?.on('message', (task: CodeTask) => {
  runCode(task).then(reply, (error: unknown) =>
    reply({ kind: 'failed', code: 'threw', detail: error instanceof Error ? error.message : String(error) }),
  )
})
reply({ kind: 'ready' })
