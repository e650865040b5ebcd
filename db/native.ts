import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import {
  type CallOptions,
  DbError,
  type Engine,
  type QueryResult,
  type Session,
  type Statement,
} from './engine'
import { messageOf, parserOf, toDbError } from './native-values'

export interface NativeAddress {
  /** A host name or the folder of a Unix socket. */
  readonly host: string
  readonly port?: number
  readonly database: string
  readonly user: string
  readonly password?: string
}

const defaultLimitMs = 30_000
const keptStatements = 500

/**
 * A native PostgreSQL behind the same interface as PGlite: one connection, used by one caller at a time, so that
 * session settings and the role mean the same. A pipeline is BEGIN, the statements, COMMIT.
 * @throws DbError (lost) where the server does not answer.
 */
export async function openNative(address: NativeAddress): Promise<Engine> {
  const client = new pg.Client({ ...address, application_name: 'promptstudio' })
  // Without a listener the loss of the connection would end the process; the call under way is told of it anyway.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query("set timezone = 'UTC'; set datestyle = 'ISO'")
  } catch (error) {
    throw new DbError('lost', `PostgreSQL at ${address.host} does not answer: ${messageOf(error)}`)
  }
  return new NativeEngine(client, address)
}

class NativeEngine implements Engine {
  readonly kind = 'postgres'
  readonly #names = new Map<string, string>()
  readonly #inside = new AsyncLocalStorage<true>()
  #made = 0
  #tail: Promise<unknown> = Promise.resolve()
  #line: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(
    readonly client: pg.Client,
    readonly address: NativeAddress,
  ) {}

  query(sql: string, params: readonly unknown[] = [], options: CallOptions = {}): Promise<QueryResult> {
    return this.#alone(options, () => this.#run({ sql, params }, options))
  }

  exec(sql: string, options: CallOptions = {}): Promise<void> {
    return this.#alone(options, () => this.#runScript(sql))
  }

  pipeline(statements: readonly Statement[], options: CallOptions = {}): Promise<QueryResult[]> {
    return this.#alone(options, () =>
      this.#inTransaction(async () => {
        const results: QueryResult[] = []
        for (const statement of statements) results.push(await this.#run(statement, options))
        return results
      }),
    )
  }

  transaction<T>(work: (session: Session) => Promise<T>, options: CallOptions = {}): Promise<T> {
    const session: Session = {
      query: (sql, params = [], own = {}) => this.#run({ sql, params }, own),
      exec: (sql) => this.#runScript(sql),
    }
    return this.#alone(options, () => this.#inTransaction(() => this.#inside.run(true, () => work(session))))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#tail.catch(() => undefined)
    await this.client.end()
  }

  /** First in, first out, one at a time, within the limit; a call past it is cancelled on the server. */
  #alone<T>(options: CallOptions, work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new DbError('misuse', 'This database was closed.'))
    if (this.#inside.getStore()) {
      return Promise.reject(
        new DbError(
          'misuse',
          "Use the transaction's own session inside it; the outer one waits for its end.",
        ),
      )
    }
    const turn = this.#tail.then(() => this.#bounded(options, work))
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  async #bounded<T>(options: CallOptions, work: () => Promise<T>): Promise<T> {
    if (options.signal?.aborted) throw new DbError('cancelled', 'The call was cancelled before it began.')
    let ended: 'timeout' | 'cancelled' | undefined
    let cancelling: Promise<void> | undefined
    const end = (how: 'timeout' | 'cancelled') => {
      ended ??= how
      cancelling ??= cancelOnServer(this.client, this.address)
    }
    const limitMs = options.limitMs ?? defaultLimitMs
    const timer = setTimeout(() => end('timeout'), limitMs)
    const onAbort = () => end('cancelled')
    options.signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await work()
    } catch (error) {
      if (!ended) throw error
      throw new DbError(
        ended,
        ended === 'timeout' ? `No answer within ${limitMs} ms.` : 'The call was cancelled.',
      )
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      // A cancel that arrives late must not hit the next caller.
      await cancelling
    }
  }

  async #inTransaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#plain('begin')
    try {
      const result = await work()
      await this.#plain('commit')
      return result
    } catch (error) {
      await this.#plain('rollback').catch(() => undefined)
      throw error
    }
  }

  async #run(statement: Statement, options: CallOptions): Promise<QueryResult> {
    const raw = new Set(options.rawTypes)
    const query = {
      text: statement.sql,
      values: [...(statement.params ?? [])],
      name: this.#nameOf(statement.sql),
      types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => parserOf(oid, raw, format) },
    }
    try {
      const result =
        options.rowMode === 'array'
          ? await this.#inLine(() => this.client.query({ ...query, rowMode: 'array' }))
          : await this.#inLine(() => this.client.query(query))
      return {
        rows: result.rows,
        fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
        affectedRows: result.rowCount ?? 0,
      }
    } catch (error) {
      throw toDbError(error)
    }
  }

  async #runScript(sql: string): Promise<void> {
    await this.#plain(sql)
    // A script may change tables under prepared statements; new names make new plans.
    this.#names.clear()
    await this.#plain('deallocate all')
  }

  async #plain(sql: string): Promise<void> {
    try {
      await this.#inLine(() => this.client.query(sql))
    } catch (error) {
      throw toDbError(error)
    }
  }

  /** A transaction may ask several things at once; the connection takes one at a time. */
  #inLine<T>(send: () => Promise<T>): Promise<T> {
    const sent = this.#line.then(send)
    this.#line = sent.catch(() => undefined)
    return sent
  }

  /** The first statements of a session are prepared once under a name, as PGlite's cache does. */
  #nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known || this.#names.size >= keptStatements) return known
    this.#made += 1
    const name = `s${this.#made}`
    this.#names.set(sql, name)
    return name
  }
}

/** Sent over a connection of its own, as PostgreSQL wants it. */
async function cancelOnServer(client: pg.Client, address: NativeAddress): Promise<void> {
  const other = new pg.Client(address)
  other.on('error', () => undefined)
  try {
    await other.connect()
    await other.query('select pg_cancel_backend($1)', [Reflect.get(client, 'processID')])
  } catch {
    // The server is gone; the call under way fails by itself.
  } finally {
    await other.end().catch(() => undefined)
  }
}
