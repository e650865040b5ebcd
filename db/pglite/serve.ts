import type { MessagePort } from 'node:worker_threads'
import { messages, type PGlite } from '@electric-sql/pglite'
import type { DiskTap } from './durable-fs'
import { EngineFailure, failed } from './failure'
import { type Answer, counterBytes, counterPlaces, type Failure, type Reply, type Request } from './messages'
import { openPostgres } from './postgres'
import { Statements } from './statements'

/**
 * Answers the host's requests one after another from the database this thread holds.
 * The tap is for tests that watch or break the disk.
 */
export function serve(port: MessagePort, tap?: DiskTap): void {
  const session = new WorkerSession(port, tap)
  let turn = Promise.resolve()
  port.on('message', ({ id, request }: { id: number; request: Request }) => {
    turn = turn.then(async () => {
      const reply: Reply = await session.handle(request).then(
        (answer) => ({ id, answer }),
        (error: unknown) => ({ id, failure: failureOf(error, session.status) }),
      )
      port.postMessage(reply)
    })
  })
}

class WorkerSession {
  readonly #port: MessagePort
  readonly #tap: DiskTap | undefined
  #counters = new BigInt64Array(new SharedArrayBuffer(counterBytes))
  #open: { db: PGlite; statements: Statements } | undefined

  constructor(port: MessagePort, tap: DiskTap | undefined) {
    this.#port = port
    this.#tap = tap
  }

  get status() {
    return this.#open?.statements.status ?? 'I'
  }

  async handle(request: Request): Promise<Answer> {
    if (request.kind === 'open') return this.#openDatabase(request)
    const { db, statements } = this.#open ?? failed('it is not open')
    const answer = await this.#dispatch(request, db, statements)
    Atomics.store(this.#counters, counterPlaces.wasmBytes, BigInt(db.closed ? 0 : db.Module.HEAPU8.length))
    return answer
  }

  async #dispatch(
    request: Exclude<Request, { kind: 'open' }>,
    db: PGlite,
    statements: Statements,
  ): Promise<Answer> {
    switch (request.kind) {
      case 'run':
        return statements.run(request.statements, request)
      case 'exec':
        return statements.exec(request.sql)
      case 'copy':
        return copyIn(db, statements, request.sql, request.data)
      case 'close':
        await db.close()
        return { results: [], status: 'I' }
    }
  }

  async #openDatabase(request: Request & { kind: 'open' }): Promise<Answer> {
    const counters = new BigInt64Array(request.counters)
    this.#counters = counters
    const db = await openPostgres({
      dataDir: request.dataDir,
      create: request.create,
      onFsync: () => Atomics.add(counters, counterPlaces.fsyncs, 1n),
      onAbort: (reason) => this.#abort(reason),
      ...(this.#tap ? { tap: this.#tap } : {}),
    })
    this.#open = { db, statements: new Statements(db) }
    return { results: [], status: 'I' }
  }

  /** PGlite swallows the abort and runs on in a broken engine, so the thread ends here and now. */
  #abort(reason: string): void {
    this.#port.postMessage({ aborted: `The database engine aborted. ${reason}` } satisfies Reply)
    process.exit(1)
  }
}

/** COPY ... FROM '/dev/blob', the only COPY that does not hang; uncached, for imports. */
async function copyIn(db: PGlite, statements: Statements, sql: string, data: Uint8Array): Promise<Answer> {
  const { affectedRows = 0 } = await db.query(sql, [], { blob: new Blob([data.slice()]) }).catch((error) => {
    if (error instanceof messages.DatabaseError) throw EngineFailure.of(error, statements.status, false)
    throw error
  })
  return { results: [{ rows: [], fields: [], affectedRows, tag: `COPY ${affectedRows}` }], status: 'I' }
}

function failureOf(error: unknown, status: Failure['status']): Failure {
  if (error instanceof EngineFailure) return error.failure
  const message = error instanceof Error ? error.message : String(error)
  return { message, fields: {}, fatal: /Aborted|RuntimeError/.test(message), status }
}
