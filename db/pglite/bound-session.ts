import { type CallOptions, DbError, type QueryResult, type Session, type Statement } from '../engine'
import { refuseClientCopy } from './copy-guard'
import type { Answer, Request } from './messages'
import type { WorkerLink } from './worker-link'

/** The session of one worker, for one holder of the lock. It never passes over to the worker that comes after. */
export class BoundSession implements Session {
  #turn: Promise<unknown> = Promise.resolve()
  #over = false

  constructor(
    readonly link: WorkerLink,
    readonly limits: { readonly limitMs: number; readonly signal?: AbortSignal | undefined },
  ) {}

  async query(sql: string, params: readonly unknown[] = [], options: CallOptions = {}): Promise<QueryResult> {
    const [result] = await this.pipeline([{ sql, params }], options)
    return result ?? { rows: [], fields: [], affectedRows: 0 }
  }

  async exec(sql: string, options: CallOptions = {}): Promise<void> {
    refuseClientCopy(sql)
    await this.#ask({ kind: 'exec', sql }, options)
  }

  async pipeline(statements: readonly Statement[], options: CallOptions = {}): Promise<QueryResult[]> {
    const { results } = await this.run(statements, options)
    return results.map(({ rows, fields, affectedRows }) => ({ rows, fields, affectedRows }))
  }

  async run(statements: readonly Statement[], options: CallOptions = {}): Promise<Answer> {
    for (const { sql } of statements) refuseClientCopy(sql)
    const { rowMode = 'object', rawTypes = [] } = options
    return this.#ask({ kind: 'run', statements, rowMode, rawTypes }, options)
  }

  async copyIn(sql: string, data: Uint8Array, options: CallOptions = {}): Promise<number> {
    refuseClientCopy(sql)
    const { results } = await this.#ask({ kind: 'copy', sql, data }, options)
    return results[0]?.affectedRows ?? 0
  }

  /** The holder is done: whoever kept the session may not go on with it. */
  close(): void {
    this.#over = true
  }

  /** One request at a time, so that each time limit covers its own work only. */
  #ask(
    request: Request,
    { limitMs = this.limits.limitMs, signal = this.limits.signal }: CallOptions,
  ): Promise<Answer> {
    if (this.#over)
      return Promise.reject(new DbError('misuse', 'This transaction is over; its session was used again.'))
    const answer = this.#turn.then(() => this.link.request(request, { limitMs, signal }))
    this.#turn = answer.catch(() => {})
    return answer
  }
}
