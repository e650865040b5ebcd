import type { PGlite, QueryOptions } from '@electric-sql/pglite'
import type { CallOptions, Engine, QueryResult, Session, Statement } from '../engine'

/** What drizzle-orm/pglite calls of its client. */
interface Client {
  query(sql: string, params?: unknown[], options?: QueryOptions): Promise<QueryResult>
  transaction<T>(work: (client: PGlite) => Promise<T>): Promise<T>
}

/**
 * A client for `drizzle()` of drizzle-orm/pglite over any Engine. Every query goes with the workspace set before it in
 * the same implicit transaction, so that row security sees it and nothing of it stays behind; `null` sets none.
 * `call` is used for each query (lane, limit, signal). Rejects with DbErrors.
 */
export function pgliteClient(engine: Engine, workspaceId: string | null, call: CallOptions = {}): PGlite {
  const setting = workspaceId === null ? undefined : workspaceSetting(workspaceId)
  return looksLikePglite({
    query: (sql, params = [], options = {}) => {
      const statement = { sql, params }
      const wanted = { ...call, ...rowOptions(options) }
      return setting ? secondOf(engine, setting, statement, wanted) : engine.query(sql, params, wanted)
    },
    transaction: (work) =>
      engine.transaction(async (session) => {
        if (setting) await session.query(setting.sql, setting.params)
        return work(sessionClient(session))
      }, call),
  })
}

/** The statement that names the workspace to row security until the end of its transaction. */
export function workspaceSetting(workspaceId: string): Statement {
  return { sql: "select set_config('app.workspace', $1, true)", params: [workspaceId] }
}

async function secondOf(
  engine: Engine,
  first: Statement,
  second: Statement,
  options: CallOptions,
): Promise<QueryResult> {
  const [, result] = await engine.pipeline([first, second], options)
  return result ?? { rows: [], fields: [], affectedRows: 0 }
}

/** Inside a transaction Drizzle nests by savepoints of its own, so only query is ever called. */
function sessionClient(session: Session): PGlite {
  const client: Client = {
    query: (sql, params = [], options = {}) => session.query(sql, params, rowOptions(options)),
    transaction: (work) => work(looksLikePglite(client)),
  }
  return looksLikePglite(client)
}

/** Drizzle's parsers all return the text as it is: only their type numbers need to travel. */
function rowOptions({ rowMode = 'object', parsers = {} }: QueryOptions): CallOptions {
  return { rowMode, rawTypes: Object.keys(parsers).map(Number) }
}

function looksLikePglite(client: Client): PGlite {
  if (isPglite(client)) return client
  throw new Error('The client lacks what drizzle-orm/pglite calls.')
}

function isPglite(client: object): client is PGlite {
  return 'query' in client && 'transaction' in client
}
