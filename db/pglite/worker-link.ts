import type { Worker } from 'node:worker_threads'
import { DbError, type DbErrorKind } from '../engine'
import type { Answer, Failure, Reply, Request, TransactionStatus } from './messages'
import { takeWorker } from './spare-worker'

interface Pending {
  resolve(answer: Answer): void
  reject(error: Error): void
}

export interface RequestLimits {
  readonly limitMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * One worker thread, from its start to its end. A query can be stopped in no other way than by ending the thread, so
 * a time limit, an abort and a failure of the engine all end the link; its owner opens another.
 */
export class WorkerLink {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  readonly #ended: Promise<void>
  #nextId = 1
  #status: TransactionStatus = 'I'
  #deathCause: DbError | undefined

  /** `onDeath` is called once, when the link can no longer be used. */
  constructor(
    file: string,
    readonly onDeath: (cause: DbError) => void,
  ) {
    this.#worker = takeWorker(file)
    this.#ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.on('message', (reply: Reply) => this.#receive(reply))
    this.#worker.on('error', (error) => this.end('crashed', `The database worker failed: ${error.message}`))
    this.#worker.once('exit', () => this.end('crashed', 'The database worker ended unexpectedly.'))
  }

  get alive(): boolean {
    return this.#deathCause === undefined
  }

  /** True while a request is under way. */
  get busy(): boolean {
    return this.#pending.size > 0
  }

  /** Where the session stood at its last answer. */
  get status(): TransactionStatus {
    return this.#status
  }

  /** Rejects with a DbError of any kind but `lost` and `misuse`; an answer of PostgreSQL carries its fields. */
  request(request: Request, { limitMs, signal }: RequestLimits): Promise<Answer> {
    if (this.#deathCause) return Promise.reject(this.#deathCause)
    if (signal?.aborted)
      return Promise.reject(new DbError('cancelled', 'The call was cancelled before it began.'))
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      const abort = () =>
        this.end('cancelled', 'The call was cancelled while it ran; whether it was done is unknown.')
      const timer = setTimeout(() => this.end('timeout', overLimit(limitMs)), limitMs)
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        this.#pending.delete(id)
      }
      this.#pending.set(id, {
        resolve: (answer) => {
          done()
          resolve(answer)
        },
        reject: (error) => {
          done()
          reject(error)
        },
      })
      signal?.addEventListener('abort', abort, { once: true })
      this.#post(id, request)
    })
  }

  /** Ends the thread; what was under way is rejected with this cause. Resolves when the thread is gone. */
  async end(kind: DbErrorKind, message: string, fields = {}): Promise<void> {
    if (!this.#deathCause) {
      this.#deathCause = new DbError(kind, message, fields)
      this.onDeath(this.#deathCause)
      for (const pending of [...this.#pending.values()]) pending.reject(this.#deathCause)
      void this.#worker.terminate()
    }
    await this.#ended
  }

  #post(id: number, request: Request): void {
    try {
      this.#worker.postMessage({ id, request })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#pending
        .get(id)
        ?.reject(new DbError('misuse', `A parameter cannot be sent to the database: ${reason}`))
    }
  }

  #receive(reply: Reply): void {
    if ('aborted' in reply) void this.end('crashed', reply.aborted)
    else if ('answer' in reply) {
      this.#status = reply.answer.status
      this.#pending.get(reply.id)?.resolve(reply.answer)
    } else this.#refuse(reply.id, reply.failure)
  }

  #refuse(id: number, { message, fields, fatal, status }: Failure): void {
    this.#status = status
    if (fatal) void this.end('crashed', message, fields)
    else this.#pending.get(id)?.reject(new DbError('sql', message, fields))
  }
}

function overLimit(limitMs: number): string {
  return `The database did not answer within ${limitMs} ms; whether the call was done is unknown.`
}
