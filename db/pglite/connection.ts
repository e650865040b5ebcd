import { existsSync, readdirSync } from 'node:fs'
import { DbError, type Session } from '../engine'
import { guardDataDir } from '../guards'
import { BoundSession } from './bound-session'
import { counterBytes, counterPlaces } from './messages'
import { WorkerLink } from './worker-link'

/** One line for the health log. */
export interface HealthLine {
  readonly event: 'ended' | 'reopened' | 'lost' | 'held' | 'warning' | 'maintenance'
  readonly message: string
}

export interface ConnectionOptions {
  readonly dataDir: string
  readonly workerFile: string
  readonly create?: boolean
  readonly startup?: (session: Session) => Promise<void>
  readonly onHealth?: (line: HealthLine) => void
}

/** Opening includes recovery, which reads up to 64 MB of WAL and flushes every file. */
const openLimitMs = 120_000
const closeLimitMs = 60_000
/** After a failed opening the calls of this time are refused at once instead of each trying again. */
const retryAfterMs = 1_000

/** Keeps a worker open: ended by a limit, an abort or a failure, it is opened again before the next call. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #counters = new SharedArrayBuffer(counterBytes)
  #link: WorkerLink | undefined
  #opening: Promise<WorkerLink> | undefined
  #lost: { readonly error: DbError; readonly at: number } | undefined
  #restarts = 0
  #closed = false

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  /** Rejects with a GuardError, with what `startup` threw, or with a DbError `lost`. */
  async openFirst(): Promise<void> {
    this.#link = await this.#open(this.#options.create ?? false)
  }

  /** The worker to use now, opened again where the last one ended. Rejects with a DbError `lost`. */
  async ready(): Promise<WorkerLink> {
    if (this.#link?.alive) return this.#link
    if (this.#lost && performance.now() - this.#lost.at < retryAfterMs) throw this.#lost.error
    this.#opening ??= this.#reopen().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  tell(line: HealthLine): void {
    this.#options.onHealth?.(line)
  }

  stats() {
    const counters = new BigInt64Array(this.#counters)
    const read = (place: number) => Number(Atomics.load(counters, place))
    return {
      fsyncs: read(counterPlaces.fsyncs),
      wasmBytes: read(counterPlaces.wasmBytes),
      restarts: this.#restarts,
    }
  }

  /** Shuts the database down cleanly, so that the next opening needs no recovery. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#opening?.catch(() => {})
    const link = this.#link
    if (!link?.alive) return
    await link.request({ kind: 'close' }, { limitMs: closeLimitMs }).catch((error: Error) => {
      this.tell({ event: 'warning', message: `The database was not shut down cleanly: ${error.message}` })
    })
    await link.end('misuse', 'The database is closed.')
  }

  async #reopen(): Promise<WorkerLink> {
    const began = performance.now()
    // Two workers on one directory would destroy it: the old thread must be gone first.
    await this.#link?.end('crashed', 'The database worker was ended.')
    try {
      this.#link = await this.#open(false)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const lost = error instanceof DbError && error.kind === 'lost' ? error : new DbError('lost', reason)
      this.#lost = { error: lost, at: performance.now() }
      this.tell({ event: 'lost', message: lost.message })
      throw lost
    }
    this.#lost = undefined
    this.#restarts++
    const ms = Math.round(performance.now() - began)
    this.tell({ event: 'reopened', message: `The database was opened again in ${ms} ms.` })
    return this.#link
  }

  async #open(create: boolean): Promise<WorkerLink> {
    const { dataDir, workerFile, startup } = this.#options
    this.#guard(create)
    const link = new WorkerLink(workerFile, (cause) => this.#onDeath(link, cause))
    try {
      const request = { kind: 'open', dataDir, create, counters: this.#counters } as const
      await link.request(request, { limitMs: openLimitMs }).catch((error: Error) => {
        throw new DbError('lost', `The database does not open: ${error.message}`)
      })
      await startup?.(new BoundSession(link, { limitMs: openLimitMs }))
    } catch (error) {
      await link.end('crashed', 'The database was not opened.')
      throw error
    }
    return link
  }

  /** Before each opening: after a crash the directory may be damaged or the disk full. */
  #guard(create: boolean): void {
    const { dataDir } = this.#options
    if (create && (!existsSync(dataDir) || readdirSync(dataDir).length === 0)) return
    for (const { sentence, remedy } of guardDataDir(dataDir)) {
      this.tell({ event: 'warning', message: `${sentence} ${remedy}` })
    }
  }

  #onDeath(link: WorkerLink, cause: DbError): void {
    if (link !== this.#link || this.#closed) return
    this.tell({ event: 'ended', message: cause.message })
    // Opened again at once, so that the next call does not wait the second it takes.
    void this.ready().catch(() => {})
  }
}
