import { type PGlite, protocol } from '@electric-sql/pglite'
import type { Statement } from '../engine'
import { messagesIn } from './answer'
import { bindable, concat } from './encode'
import { EngineFailure, failed } from './failure'
import type { Answer, RowOptions, TransactionStatus } from './messages'
import { type AnswerMessage, errorIn, resultsOf, type Shape, shapesOf, statusIn } from './results'

const { serialize } = protocol

interface Prepared extends Shape {
  readonly name: string
}

/** Statements kept prepared. PostgreSQL holds a plan for each, about 20 kB. */
const capacity = 500

/**
 * The session's prepared statements. PGlite's own query() enters WASM six times and parses each time; here a statement
 * is parsed once under a name, and then any number of them go in one buffer with one Sync: one implicit transaction.
 */
export class Statements {
  readonly #db: PGlite
  /** By text; the longest unused first. */
  readonly #prepared = new Map<string, Prepared>()
  #named = 0
  #stale = false
  #status: TransactionStatus = 'I'

  constructor(db: PGlite) {
    this.#db = db
  }

  get status(): TransactionStatus {
    return this.#status
  }

  /** Runs the statements in one implicit transaction (or in the open one). Throws EngineFailure. */
  async run(statements: readonly Statement[], options: RowOptions): Promise<Answer> {
    try {
      return await this.#runOnce(statements, options)
    } catch (error) {
      // A function of the database changed a table under a prepared statement. All was rolled back: parse anew.
      const outdated =
        error instanceof EngineFailure && ['0A000', '26000'].includes(error.failure.fields.code ?? '')
      if (!outdated || this.#status !== 'I' || this.#prepared.size === 0) throw error
      this.#stale = true
      return await this.#runOnce(statements, options)
    }
  }

  /** Runs several statements without parameters by the simple protocol. Throws EngineFailure. */
  async exec(sql: string): Promise<Answer> {
    this.#stale = true
    await this.#send(serialize.query(sql))
    return { results: [], status: this.#status }
  }

  async #runOnce(statements: readonly Statement[], options: RowOptions): Promise<Answer> {
    // In a failed transaction only its end is taken; that needs no fresh plan.
    if (this.#stale && this.#status !== 'E') await this.#forgetAll()
    await this.#prepareMissing(statements)
    const ready = statements.map((statement) => this.#take(statement.sql))
    const messages = statements.flatMap((statement, at) => {
      const { name, paramTypes } = ready[at] ?? failed('a statement was not prepared')
      const values = bindable(statement.params ?? [], paramTypes, this.#db.serializers)
      return [serialize.bind({ statement: name, values }), serialize.execute({})]
    })
    const answer = await this.#send(concat([...messages, serialize.sync()]))
    const columns = ready.map((each) => each.columns)
    const results = resultsOf(answer, columns, this.#db.parsers, options)
    if (results.some(({ tag }) => /^(CREATE|ALTER|DROP|DEALLOCATE|DISCARD)/.test(tag))) this.#stale = true
    return { results, status: this.#status }
  }

  async #forgetAll(): Promise<void> {
    await this.#send(serialize.query('DEALLOCATE ALL'))
    this.#prepared.clear()
    this.#stale = false
  }

  #take(sql: string): Prepared {
    const found = this.#prepared.get(sql) ?? failed('a statement was not prepared')
    this.#prepared.delete(sql)
    this.#prepared.set(sql, found)
    return found
  }

  async #prepareMissing(statements: readonly Statement[]): Promise<void> {
    const texts = [...new Set(statements.map(({ sql }) => sql))]
    const missing = texts.filter((sql) => !this.#prepared.has(sql))
    if (missing.length === 0) return
    const named = missing.map((sql) => ({ sql, name: `s${++this.#named}` }))
    const messages = named.flatMap(({ sql, name }) => [
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
    ])
    const closing = this.#evict(named.length, new Set(texts))
    try {
      const answer = await this.#send(concat([...closing, ...messages, serialize.sync()]))
      const shapes = shapesOf(answer)
      for (const [at, { sql, name }] of named.entries()) {
        this.#prepared.set(sql, { name, ...(shapes[at] ?? failed('a statement was not described')) })
      }
    } catch (error) {
      // Those parsed before the bad one are prepared under names nobody knows; they go with the next forgetAll.
      this.#stale = true
      throw error
    }
  }

  #evict(coming: number, keep: ReadonlySet<string>): Uint8Array[] {
    const closing: Uint8Array[] = []
    for (const [sql, { name }] of this.#prepared) {
      if (this.#prepared.size + coming <= capacity) break
      if (keep.has(sql)) continue
      this.#prepared.delete(sql)
      closing.push(serialize.close({ type: 'S', name }))
    }
    return closing
  }

  async #send(message: Uint8Array): Promise<AnswerMessage[]> {
    const pieces: Uint8Array[] = []
    // A piece is a view of the engine's memory, which the next one overwrites.
    const onRawData = (piece: Uint8Array) => pieces.push(piece.slice())
    await this.#db.execProtocolRawStream(message, { syncToFs: false, onRawData })
    const answer = messagesIn(pieces)
    const status = statusIn(answer)
    this.#status = status ?? 'I'
    const error = errorIn(answer)
    if (error) throw EngineFailure.of(error, this.#status, status === undefined)
    if (status === undefined) failed('PostgreSQL did not answer to the end')
    return answer
  }
}
