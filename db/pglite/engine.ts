import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CallOptions,
  DbError,
  type Engine,
  type QueryResult,
  type Session,
  type Statement,
} from '../engine'
import { BoundSession } from './bound-session'
import { Connection, type ConnectionOptions, type HealthLine } from './connection'
import { Lanes } from './lanes'
import { databaseWorker } from './spare-worker'
import { asSuperuser, inTransaction } from './transaction'
import type { WorkerLink } from './worker-link'

export type { HealthLine }

export interface PgliteOptions {
  readonly dataDir: string
  /** The built worker; default `out/main/db-worker.js`. */
  readonly workerFile?: string
  /** Runs initdb where the directory holds no database yet (4 s, 800 MB); default false: refuse. */
  readonly create?: boolean
  /** Runs as superuser after each opening, also after a restart; ends with `SET ROLE app`. */
  readonly startup?: (session: Session) => Promise<void>
  /** Told of restarts, long-held transactions and the like, for the health log. */
  readonly onHealth?: (line: HealthLine) => void
  /** Default 30,000. */
  readonly defaultLimitMs?: number
}

export interface EngineStats {
  /** Flushes to the disk since the engine was opened, over all its workers. */
  readonly fsyncs: number
  readonly wasmBytes: number
  readonly rssBytes: number
  readonly restarts: number
}

export interface PgliteEngine extends Engine {
  readonly kind: 'pglite'
  readonly dataDir: string
  /**
   * Steps up to superuser for maintenance and back, holding the lock; not in a transaction. The role of before is
   * restored, or the worker ended.
   */
  superuser<T>(work: (session: Session) => Promise<T>, options?: CallOptions): Promise<T>
  /** Runs a `COPY table FROM '/dev/blob'` over `data`; answers the number of rows. Rejects with a DbError. */
  copyIn(sql: string, data: Uint8Array, options?: CallOptions): Promise<number>
  stats(): EngineStats
  /** `performance.now()` of the last moment a call in the user's lane began or ended. */
  readonly lastUserCallAt: number
  /** True while a call in the user's lane waits for the session. */
  readonly userWaits: boolean
}

/**
 * Opens the database in a worker of its own. Rejects with a GuardError (the directory is unfit), with what `startup`
 * threw, or with a DbError `lost` (the engine does not start; its message says why).
 */
export async function openPglite(options: PgliteOptions): Promise<PgliteEngine> {
  const engine = new WorkerEngine(options)
  await engine.open()
  return engine
}

/** A transaction or step-up that holds the lock, as seen from the calls made within it. */
interface Holder {
  readonly engine: WorkerEngine
  readonly outer: Holder | undefined
  open: boolean
}

const holders = new AsyncLocalStorage<Holder>()
let openHolders = 0

/** A transaction held longer than this keeps the user waiting, and is written to the health log. */
const longHeldMs = 250

class WorkerEngine implements PgliteEngine {
  readonly kind = 'pglite'
  readonly dataDir: string
  readonly #connection: Connection
  readonly #lanes = new Lanes()
  readonly #options: PgliteOptions
  #lastUserCallAt = performance.now()
  #closed = false

  constructor(options: PgliteOptions) {
    const { workerFile = databaseWorker() } = options
    this.#options = options
    this.dataDir = options.dataDir
    const connection: ConnectionOptions = { ...options, workerFile }
    this.#connection = new Connection(connection)
  }

  open(): Promise<void> {
    return this.#connection.openFirst()
  }

  get lastUserCallAt(): number {
    return this.#lastUserCallAt
  }

  get userWaits(): boolean {
    return this.#lanes.userWaits
  }

  query(sql: string, params: readonly unknown[] = [], options: CallOptions = {}): Promise<QueryResult> {
    return this.#once(options, (session) => session.query(sql, params, options))
  }

  exec(sql: string, options: CallOptions = {}): Promise<void> {
    return this.#once(options, (session) => session.exec(sql, options))
  }

  pipeline(statements: readonly Statement[], options: CallOptions = {}): Promise<QueryResult[]> {
    return this.#once(options, (session) => session.pipeline(statements, options))
  }

  copyIn(sql: string, data: Uint8Array, options: CallOptions = {}): Promise<number> {
    return this.#once(options, (session) => session.copyIn(sql, data, options))
  }

  transaction<T>(work: (session: Session) => Promise<T>, options: CallOptions = {}): Promise<T> {
    return this.#once(options, (session) =>
      inTransaction(session, (inner) => this.#held('A transaction', () => work(inner))),
    )
  }

  superuser<T>(work: (session: Session) => Promise<T>, options: CallOptions = {}): Promise<T> {
    return this.#once(options, (session) =>
      asSuperuser(session, (inner) => this.#asHolder(() => work(inner))),
    )
  }

  stats(): EngineStats {
    return { ...this.#connection.stats(), rssBytes: process.memoryUsage.rss() }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#refuseNesting()
    this.#closed = true
    await this.#lanes.take('background')
    await this.#connection.close()
  }

  /** Takes the lock for one call of the outside, and leaves the session as it was found. */
  async #once<T>(options: CallOptions, act: (session: BoundSession) => Promise<T>): Promise<T> {
    this.#refuseNesting()
    if (this.#closed) throw new DbError('misuse', 'The database is closed.')
    const { lane = 'user', signal, limitMs = this.#options.defaultLimitMs ?? 30_000 } = options
    const touch = () => {
      if (lane === 'user') this.#lastUserCallAt = performance.now()
    }
    touch()
    const release = await this.#lanes.take(lane, signal)
    try {
      const link = await this.#connection.ready()
      return await alone(new BoundSession(link, { limitMs, signal }), act)
    } finally {
      touch()
      release()
    }
  }

  async #held<T>(what: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      return await this.#asHolder(work)
    } finally {
      const heldMs = Math.round(performance.now() - began)
      if (heldMs > longHeldMs) {
        this.#connection.tell({ event: 'held', message: `${what} was held open for ${heldMs} ms.` })
      }
    }
  }

  async #asHolder<T>(work: () => Promise<T>): Promise<T> {
    const holder: Holder = { engine: this, outer: holders.getStore(), open: true }
    openHolders += 1
    try {
      return await holders.run(holder, work)
    } finally {
      holder.open = false
      openHolders -= 1
      // Node 20 follows every promise of the process for as long as a store is in use: a fifth of the host's time.
      if (openHolders === 0) holders.disable()
    }
  }

  /** Waiting here for the lock that the caller itself holds would last for ever. */
  #refuseNesting(): void {
    for (let holder = holders.getStore(); holder; holder = holder.outer) {
      if (holder.engine === this && holder.open) {
        throw new DbError(
          'misuse',
          'The database was used inside a transaction. Use the session given to it.',
        )
      }
    }
  }
}

/** Lends the session to one call and takes it back: a BEGIN that was not ended would swallow the calls of others. */
async function alone<T>(session: BoundSession, act: (session: BoundSession) => Promise<T>): Promise<T> {
  let result: T
  try {
    result = await act(session)
  } catch (error) {
    await leaveIdle(session.link)
    throw error
  } finally {
    session.close()
  }
  if (await leaveIdle(session.link)) {
    throw new DbError('misuse', 'A call left a transaction open; it was rolled back. Use transaction().')
  }
  return result
}

/** True where a transaction had to be rolled back. */
async function leaveIdle(link: WorkerLink): Promise<boolean> {
  if (!link.alive || link.status === 'I') return false
  await new BoundSession(link, { limitMs: 5_000 }).exec('rollback')
  return true
}
