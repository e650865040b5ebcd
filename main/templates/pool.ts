import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { appRoot } from '../../db/root'
import type { Reply, Results, Task } from './protocol'

/** A task that did not come back: the thread was ended, or failed. */
export class TemplateWorkerError extends Error {
  override readonly name = 'TemplateWorkerError'
  constructor(
    readonly code: 'timeout' | 'memory' | 'failed' | 'closed',
    message: string,
  ) {
    super(message)
  }
}

export interface PoolOptions {
  /** Workers at most. They are started when they are needed. */
  readonly size: number
  /** A task that runs longer ends its thread. Starting a thread does not count. */
  readonly limitMs: number
  /** Heap of a thread; going over ends it. */
  readonly limitMb: number
}

interface Job {
  readonly task: Task
  readonly resolve: (result: Results[keyof Results]) => void
  readonly reject: (error: Error) => void
}

/** A few threads and one queue. An ended thread is replaced by the next task that needs one. */
export class WorkerPool {
  private readonly queue: Job[] = []
  private readonly idle: Runner[] = []
  private readonly all = new Set<Runner>()
  private closed = false

  constructor(
    private readonly options: PoolOptions,
    private readonly program = join(appRoot(), 'out/main/template-worker.js'),
  ) {}

  /** @throws TemplateWorkerError where the limits of time or memory were passed. */
  run<K extends Task['kind']>(task: Extract<Task, { kind: K }>): Promise<Results[K]>
  run(task: Task): Promise<Results[keyof Results]> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new TemplateWorkerError('closed', 'The studio is closing.'))
      this.queue.push({ task, resolve, reject })
      this.next()
    })
  }

  /** Starts a thread before it is asked for, so that the first task does not wait for it. */
  async warm(): Promise<void> {
    if (this.all.size > 0 || this.closed) return
    const runner = this.start()
    await runner.ready
    this.release(runner)
  }

  async close(): Promise<void> {
    this.closed = true
    for (const job of this.queue.splice(0))
      job.reject(new TemplateWorkerError('closed', 'The studio is closing.'))
    await Promise.all([...this.all].map((runner) => runner.end()))
  }

  private next(): void {
    const job = this.queue[0]
    if (!job) return
    const runner = this.idle.pop() ?? (this.all.size < this.options.size ? this.start() : undefined)
    if (!runner) return
    this.queue.shift()
    void runner.perform(job).then(() => this.release(runner))
  }

  private start(): Runner {
    const runner: Runner = new Runner(this.program, this.options, () => {
      this.all.delete(runner)
      const at = this.idle.indexOf(runner)
      if (at !== -1) this.idle.splice(at, 1)
      this.next()
    })
    this.all.add(runner)
    return runner
  }

  private release(runner: Runner): void {
    if (!this.all.has(runner)) return
    this.idle.push(runner)
    this.next()
  }
}

class Runner {
  readonly ready: Promise<void>
  private readonly worker: Worker
  private job: Job | null = null
  private settle: () => void = () => {}
  private timer: NodeJS.Timeout | undefined
  private count = 0
  /** Why the thread ends. */
  private cause: TemplateWorkerError | undefined

  constructor(
    program: string,
    private readonly options: PoolOptions,
    gone: () => void,
  ) {
    this.worker = new Worker(program, {
      resourceLimits: {
        maxOldGenerationSizeMb: options.limitMb,
        maxYoungGenerationSizeMb: 16,
        stackSizeMb: 4,
      },
      // Nothing of the host's surroundings is handed to a thread that runs templates.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    // An idle thread keeps no process alive.
    this.worker.unref()
    this.ready = new Promise((resolve) => {
      const begun = (reply: Reply) => {
        if (reply.kind === 'ready') resolve()
      }
      this.worker.on('message', begun)
      this.worker.once('exit', () => resolve())
    })
    this.worker.on('message', (reply: Reply) => this.answered(reply))
    // The job is settled at the exit only, so that nobody hands the next one to a dying thread.
    this.worker.on('error', (error) => {
      this.cause ??= deathOf(error, options)
    })
    this.worker.once('exit', () => {
      this.finish(this.cause ?? new TemplateWorkerError('failed', 'The template worker ended.'))
      gone()
    })
  }

  /** Ends when the job is settled, whichever way. */
  perform(job: Job): Promise<void> {
    this.job = job
    this.worker.ref()
    const settled = new Promise<void>((resolve) => {
      this.settle = resolve
    })
    void this.ready.then(() => {
      if (this.job !== job) return
      this.timer = setTimeout(() => this.overrun(), this.options.limitMs)
      this.worker.postMessage({ id: ++this.count, task: job.task })
    })
    return settled
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  private answered(reply: Reply): void {
    if (reply.kind === 'ready' || reply.id !== this.count) return
    this.finish(reply.kind === 'done' ? reply.result : new TemplateWorkerError('failed', reply.message))
  }

  private overrun(): void {
    const seconds = this.options.limitMs / 1000
    const sentence = `The template was still at work after ${seconds} s and was ended. Look for a loop that runs too often.`
    this.cause = new TemplateWorkerError('timeout', sentence)
    void this.worker.terminate()
  }

  private finish(outcome: Results[keyof Results] | TemplateWorkerError): void {
    const { job } = this
    if (!job) return
    clearTimeout(this.timer)
    this.job = null
    this.worker.unref()
    if (outcome instanceof TemplateWorkerError) job.reject(outcome)
    else job.resolve(outcome)
    this.settle()
  }
}

function deathOf(error: Error & { code?: string }, options: PoolOptions): TemplateWorkerError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const sentence = `The template took more than ${options.limitMb} MB and was ended. Look for a loop or filter that multiplies text.`
    return new TemplateWorkerError('memory', sentence)
  }
  return new TemplateWorkerError('failed', error.message)
}
