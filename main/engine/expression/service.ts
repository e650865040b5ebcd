import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ExpressionName, expressionNames, readPart, readsOf } from '../../../core/workflow/expression'
import { appRoot } from '../../../db/root'
import { ExpressionError } from './error'
import type { Answer, Given, Question } from './protocol'

/** What QuickJS cannot stop by itself is ended with its thread after this long. */
const hardLimitMs = 2_000

interface Asked {
  readonly question: Omit<Question, 'id'>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** The one place where expressions are evaluated: one after the other, in a thread that is replaced when it hangs. */
export class ExpressionService {
  private readonly queue: Asked[] = []
  private thread: { readonly worker: Worker; readonly ready: Promise<boolean> } | null = null
  private current: Asked | null = null
  private timer: NodeJS.Timeout | undefined
  private count = 0
  private closed = false

  constructor(private readonly program = join(appRoot(), 'out/main/expression-worker.js')) {}

  /**
   * The value of an expression; undefined where it gives none.
   * @param given plain data; only the paths that the expression reads go over to it
   * @throws ExpressionError
   */
  evaluate(source: string, given: Given): Promise<unknown> {
    const reads = readsOf(source)
    const parts = expressionNames.flatMap((name): [ExpressionName, unknown][] => {
      const paths = reads[name]
      return paths ? [[name, readPart(given[name], paths)]] : []
    })
    return this.ask({ source, given: Object.fromEntries(parts) })
  }

  /** @throws ExpressionError where it cannot be read as an expression; nothing is evaluated. */
  async check(source: string): Promise<void> {
    await this.ask({ source, given: null })
  }

  async close(): Promise<void> {
    this.closed = true
    await this.thread?.worker.terminate()
  }

  private ask(question: Omit<Question, 'id'>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.queue.push({ question, resolve, reject })
      void this.next()
    })
  }

  private async next(): Promise<void> {
    if (this.current) return
    const asked = this.queue.shift()
    if (!asked) return
    this.current = asked
    if (this.closed) return this.settle(() => asked.reject(new Error('The studio is closing.')))
    this.thread ??= this.start()
    const { worker, ready } = this.thread
    worker.ref()
    if (!(await ready)) return
    this.count += 1
    this.timer = setTimeout(() => void worker.terminate(), hardLimitMs)
    worker.postMessage({ id: this.count, ...asked.question } satisfies Question)
  }

  private start() {
    const worker = new Worker(this.program, {
      resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
      // Nothing of the host's surroundings is handed to a thread that runs expressions.
      env: {},
      execArgv: [],
    })
    worker.unref()
    const ready = new Promise<boolean>((resolve) => {
      worker.on('message', (answer: Answer) => {
        if (answer.kind === 'ready') resolve(true)
        else this.answered(answer)
      })
      let why: Error | undefined
      worker.on('error', (error) => {
        why = error
      })
      worker.once('exit', () => {
        resolve(false)
        this.thread = null
        this.ended(why)
      })
    })
    return { worker, ready }
  }

  private answered(answer: Exclude<Answer, { kind: 'ready' }>): void {
    const asked = this.current
    if (!asked || answer.id !== this.count) return
    this.settle(() =>
      answer.kind === 'value'
        ? asked.resolve(answer.value)
        : asked.reject(new ExpressionError(answer.code, answer.detail)),
    )
  }

  /** The thread is gone: what it was at fails, what waits goes on in a new one. */
  private ended(why: (Error & { code?: string }) | undefined): void {
    const asked = this.current
    if (!asked) return
    const failure =
      why && why.code !== 'ERR_WORKER_OUT_OF_MEMORY' ? why : new ExpressionError(why ? 'memory' : 'time')
    this.settle(() => asked.reject(this.closed ? new Error('The studio is closing.') : failure))
  }

  private settle(how: () => void): void {
    clearTimeout(this.timer)
    this.current = null
    this.thread?.worker.unref()
    how()
    void this.next()
  }
}
