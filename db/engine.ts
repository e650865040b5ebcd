/**
 * What the rest of the studio knows of a database: PGlite in its worker and native PostgreSQL both look like this.
 *
 * Everything above (Drizzle, write, record, keep, queries) is written against these types, so that the same code
 * runs, and is tested, on both engines.
 */

export interface Statement {
  readonly sql: string
  readonly params?: readonly unknown[]
}

export interface Field {
  readonly name: string
  readonly dataTypeID: number
}

export interface QueryResult {
  readonly rows: unknown[]
  readonly fields: readonly Field[]
  readonly affectedRows: number
}

/** `user`: somebody waits for it. `background`: may wait, and runs in steps of at most 50 ms. */
export type Lane = 'user' | 'background'

export interface CallOptions {
  /** Default `user`. */
  readonly lane?: Lane
  /** Milliseconds the engine may work on this call before its worker is ended; default 30,000. */
  readonly limitMs?: number
  /** Aborting a call that is queued drops it; aborting the one under way ends the worker (outcome unknown). */
  readonly signal?: AbortSignal
  /** Rows as arrays (`array`, what Drizzle's builder asks for) or as objects (default). */
  readonly rowMode?: 'array' | 'object'
  /** Type numbers whose values are returned as PostgreSQL wrote them (Drizzle maps dates and numerics itself). */
  readonly rawTypes?: readonly number[]
}

/** The calls that may be made inside a transaction. */
export interface Session {
  query(sql: string, params?: readonly unknown[], options?: CallOptions): Promise<QueryResult>
  /** Several statements without parameters, such as a migration. */
  exec(sql: string, options?: CallOptions): Promise<void>
}

export interface Engine extends Session {
  readonly kind: 'pglite' | 'postgres'
  /**
   * Runs the statements in order in one implicit transaction: all or none, one hop, one fsync.
   * An error in any of them rolls back all of them.
   */
  pipeline(statements: readonly Statement[], options?: CallOptions): Promise<QueryResult[]>
  /** An interactive transaction. Rare: it holds the only session while `work` thinks. No network call inside. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: CallOptions): Promise<T>
  close(): Promise<void>
}

/**
 * - sql: PostgreSQL refused (`code` is the SQLSTATE); nothing of the call was applied.
 * - timeout, cancelled: the call was ended; if it had begun its outcome is unknown.
 * - crashed: the worker died or the engine panicked with this call under way; its outcome is unknown.
 * - lost: the engine could not be reopened. Each later call tries again, at most once a second: that is how the vault
 *   comes back once a full disk has room.
 * - misuse: the outer handle was used inside a transaction, COPY FROM STDIN, a call after close.
 */
export type DbErrorKind = 'sql' | 'timeout' | 'cancelled' | 'crashed' | 'lost' | 'misuse'

export const dbErrorFields = [
  'code',
  'severity',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
] as const

export type DbErrorFields = { [name in (typeof dbErrorFields)[number]]?: string }

export class DbError extends Error {
  override readonly name = 'DbError'
  constructor(
    readonly kind: DbErrorKind,
    message: string,
    readonly fields: DbErrorFields = {},
  ) {
    super(message)
  }

  get code(): string | undefined {
    return this.fields.code
  }

  /** True where the call may or may not have been applied: look for its command id, then repeat or not. */
  get outcomeUnknown(): boolean {
    return this.kind === 'timeout' || this.kind === 'cancelled' || this.kind === 'crashed'
  }
}
