import type { HealthLine, PgliteEngine } from './engine'

export interface MaintenanceOptions {
  readonly onHealth?: (line: HealthLine) => void
  /** How often to look whether something is due; default 5,000. */
  readonly lookEveryMs?: number
  /** Writes wait at most this long for a CHECKPOINT; default 60,000. */
  readonly checkpointEveryMs?: number
  /** VACUUM cannot be cut in steps, so it begins only after this long without a call of the user; default 30,000. */
  readonly idleMs?: number
  /** ANALYZE takes a fraction of a second, so it waits for a pause of the user only; default 1,000. */
  readonly pauseMs?: number
}

export interface Maintenance {
  /**
   * Pauses CHECKPOINT and VACUUM, as a copy of the directory needs it; waits for the one under way. The answer ends
   * the pause; call it exactly once. Pauses may overlap.
   */
  hold(): Promise<() => void>
  /** A CHECKPOINT now, in the background lane: after a bulk load or before a copy. Rejects with a DbError. */
  checkpoint(): Promise<void>
  /** Ends it; resolves when nothing of it is under way. */
  stop(): Promise<void>
}

/** WAL written since the last checkpoint that calls for the next at once: half of max_wal_size. */
const walBytesBeforeCheckpoint = 32 * 1024 * 1024
/** An index of a large table takes long to vacuum. */
const vacuumLimitMs = 10 * 60_000
/** A table is due for VACUUM when this many rows changed, and a tenth of its rows. */
const changedRows = 100
/** For ANALYZE alone, much sooner, when it is no longer the table that the planner knows: this many, and half of its rows. */
const otherRows = 500

/** Nothing runs by itself in PGlite: without CHECKPOINT its WAL grows without limit, without VACUUM its tables do. */
export function startMaintenance(engine: PgliteEngine, options: MaintenanceOptions = {}): Maintenance {
  const maintenance = new IdleMaintenance(engine, options)
  maintenance.begin()
  return maintenance
}

class IdleMaintenance implements Maintenance {
  readonly #engine: PgliteEngine
  readonly #options: MaintenanceOptions
  #holds = 0
  #timer: NodeJS.Timeout | undefined
  #underWay: Promise<void> = Promise.resolve()
  #busy = false
  #stopped = false
  #flushesThen = 0
  #flushesAtVacuum = 0
  #walThen = '0/0'
  #checkpointAt = performance.now()

  constructor(engine: PgliteEngine, options: MaintenanceOptions) {
    this.#engine = engine
    this.#options = options
    this.#flushesThen = engine.stats().fsyncs
    this.#flushesAtVacuum = this.#flushesThen
  }

  begin(): void {
    this.#timer = setInterval(() => this.#look(), this.#options.lookEveryMs ?? 5_000)
    this.#timer.unref()
  }

  async hold(): Promise<() => void> {
    this.#holds++
    await this.#underWay
    return () => {
      this.#holds--
    }
  }

  async checkpoint(): Promise<void> {
    const began = performance.now()
    await this.#engine.superuser(
      async (session) => {
        await session.query('checkpoint')
        const { rows } = await session.query('select pg_current_wal_lsn()::text as lsn')
        this.#walThen = textIn(rows, 'lsn') ?? this.#walThen
      },
      { lane: 'background' },
    )
    this.#flushesThen = this.#engine.stats().fsyncs
    this.#checkpointAt = performance.now()
    this.#tell(`CHECKPOINT took ${Math.round(performance.now() - began)} ms.`)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#underWay
  }

  #look(): void {
    if (this.#busy || !this.#mayGoOn) return
    this.#busy = true
    this.#underWay = this.#doWhatIsDue()
      .catch((error: Error) => this.#tell(`Maintenance did not go through: ${error.message}`))
      .finally(() => {
        this.#busy = false
      })
  }

  get #mayGoOn(): boolean {
    return !this.#stopped && this.#holds === 0
  }

  async #doWhatIsDue(): Promise<void> {
    if (await this.#checkpointIsDue()) await this.checkpoint()
    // Without a write since the last round nothing can have become due.
    if (this.#engine.stats().fsyncs === this.#flushesAtVacuum) return
    for (let table = await this.#nextToAnalyze(); table; table = await this.#nextToAnalyze()) {
      await this.#analyze(table)
    }
    for (let table = await this.#nextToVacuum(); table; table = await this.#nextToVacuum()) {
      await this.#vacuum(table)
    }
  }

  async #vacuum(table: string): Promise<void> {
    const began = performance.now()
    await this.#engine.superuser((session) => session.exec(`vacuum (analyze) ${table}`), {
      lane: 'background',
      limitMs: vacuumLimitMs,
    })
    this.#flushesAtVacuum = this.#engine.stats().fsyncs
    this.#tell(`VACUUM of ${table} took ${Math.round(performance.now() - began)} ms.`)
  }

  async #analyze(table: string): Promise<void> {
    const began = performance.now()
    await this.#engine.superuser((session) => session.exec(`analyze ${table}`), { lane: 'background' })
    this.#tell(`ANALYZE of ${table} took ${Math.round(performance.now() - began)} ms.`)
  }

  async #checkpointIsDue(): Promise<boolean> {
    if (this.#engine.stats().fsyncs === this.#flushesThen) return false
    if (performance.now() - this.#checkpointAt >= (this.#options.checkpointEveryMs ?? 60_000)) return true
    const { rows } = await this.#engine.query(
      'select (pg_wal_lsn_diff(pg_current_wal_lsn(), $1::text::pg_lsn) > $2)::text as due',
      [this.#walThen, walBytesBeforeCheckpoint],
      { lane: 'background' },
    )
    return textIn(rows, 'due') === 'true'
  }

  /** The table with the most changed rows, where the user is away and nobody holds us back. */
  async #nextToVacuum(): Promise<string | undefined> {
    if (!this.#isAlone(this.#options.idleMs ?? 30_000)) return undefined
    const name = await this.#mostChanged('greatest(n_dead_tup, n_mod_since_analyze)', changedRows, 0.1)
    if (name === undefined) this.#flushesAtVacuum = this.#engine.stats().fsyncs
    return name
  }

  /** After an import or a long run the planner still knows the few rows of before, and joins as for those. */
  async #nextToAnalyze(): Promise<string | undefined> {
    if (!this.#isAlone(this.#options.pauseMs ?? 1_000)) return undefined
    return this.#mostChanged('n_mod_since_analyze', otherRows, 0.5)
  }

  #isAlone(ms: number): boolean {
    return this.#mayGoOn && performance.now() - this.#engine.lastUserCallAt >= ms
  }

  async #mostChanged(changes: string, least: number, share: number): Promise<string | undefined> {
    const { rows } = await this.#engine.query(
      `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
       where ${changes} > $1 + $2::float8 * n_live_tup order by ${changes} desc limit 1`,
      [least, share],
      { lane: 'background' },
    )
    return textIn(rows, 'name')
  }

  #tell(message: string): void {
    this.#options.onHealth?.({ event: 'maintenance', message })
  }
}

function textIn(rows: readonly unknown[], column: string): string | undefined {
  const row = rows[0]
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined
  return value === undefined || value === null ? undefined : String(value)
}
