import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { appRoot } from '../../../db/root'
import { type CodeAnswer, type CodeFailure, type CodeTask, codeSentence } from './protocol'

/** What code did wrong; the message is for its writer. */
export class CodeError extends Error {
  override readonly name = 'CodeError'
  constructor(
    readonly code: CodeFailure,
    message: string,
  ) {
    super(message)
  }
}

/** Threads at once; code beyond them waits. */
const most = 2

/** Beyond the code's own time limit, for what QuickJS cannot stop by itself. */
const graceMs = 2_000

/** Runs the code of nodes, each piece in a sandbox of its own, off the host's own thread. */
export class CodeService {
  private readonly idle: Worker[] = []
  private readonly all = new Set<Worker>()
  private readonly waiting: (() => void)[] = []
  private busy = 0
  private closed = false

  constructor(private readonly program = join(appRoot(), 'out/main/code-worker.js')) {}

  /** What the code returned. @throws CodeError, or the signal's reason */
  async run(task: CodeTask, signal: AbortSignal): Promise<unknown> {
    if (this.busy >= most) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.busy += 1
    try {
      signal.throwIfAborted()
      if (this.closed) throw new Error('The studio is closing.')
      const answer = await this.ask(this.idle.pop() ?? this.start(), task, signal)
      if (answer.kind === 'value') return answer.value
      throw new CodeError(answer.code, codeSentence(answer.code, answer.detail, task))
    } finally {
      this.busy -= 1
      this.waiting.shift()?.()
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.all].map((worker) => worker.terminate()))
  }

  private start(): Worker {
    const worker = new Worker(this.program, {
      resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
      // Nothing of the host's surroundings is handed to a thread that runs code.
      env: {},
      execArgv: [],
    })
    worker.unref()
    this.all.add(worker)
    worker.once('exit', () => this.all.delete(worker))
    return worker
  }

  private ask(
    worker: Worker,
    task: CodeTask,
    signal: AbortSignal,
  ): Promise<Exclude<CodeAnswer, { kind: 'ready' }>> {
    return new Promise((resolve, reject) => {
      worker.ref()
      let timer: NodeJS.Timeout | undefined
      let why: CodeFailure | null = null
      const end = (how: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stopped)
        worker.off('message', answered)
        worker.off('error', broke)
        worker.off('exit', gone)
        worker.unref()
        how()
      }
      const answered = (answer: CodeAnswer) => {
        if (answer.kind === 'ready') return
        end(() => {
          this.idle.push(worker)
          resolve(answer)
        })
      }
      const broke = (error: Error & { code?: string }) => {
        why ??= error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'threw'
      }
      const gone = () =>
        end(() => {
          if (signal.aborted) reject(signal.reason)
          else resolve({ kind: 'failed', code: why ?? 'time', detail: 'its thread ended' })
        })
      const stopped = () => void worker.terminate()
      worker.on('message', answered)
      worker.on('error', broke)
      worker.once('exit', gone)
      signal.addEventListener('abort', stopped, { once: true })
      timer = setTimeout(() => {
        why ??= 'time'
        void worker.terminate()
      }, task.timeoutMs + graceMs)
      worker.postMessage(task)
    })
  }
}
