import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import type { Engine, Statement } from './engine'
import { pgliteClient } from './pglite/drizzle-client'

export type Reader = PgliteDatabase

/** Making one takes as long as a query, mostly for the names of columns that it learns by and by. */
const readers = new WeakMap<Engine, Map<string, Reader>>()

/** Typed reads in one workspace: each is a pipeline of the workspace setting and the query. */
export function reader(engine: Engine, workspaceId: string): Reader {
  const known = readers.get(engine) ?? new Map<string, Reader>()
  readers.set(engine, known)
  const made =
    known.get(workspaceId) ?? drizzle({ client: pgliteClient(engine, workspaceId), casing: 'snake_case' })
  known.set(workspaceId, made)
  return made
}

/** Builds statements and runs none: what `write`, `record` and `keep` make their pipelines of. */
export const builder = drizzle.mock({ casing: 'snake_case' })

/** A built query as an engine takes it. */
export function statement(query: { toSQL(): Statement }): Statement {
  return query.toSQL()
}

const dialect = new PgDialect({ casing: 'snake_case' })

/** A statement that the builder has no words for. */
export function raw(query: SQL): Statement {
  return dialect.sqlToQuery(query)
}

/** `select` of one expression, such as a function that is called for what it does. */
export function call(expression: SQL): Statement {
  return raw(sql`select ${expression} as result`)
}

/**
 * Reads the vault's directory: which workspaces and members there are, by name. What lies inside a workspace stays
 * hidden, since none is named.
 */
export function directory(engine: Engine): Reader {
  const setting = { sql: "select set_config('app.directory', 'on', true)" }
  const named: Engine = {
    kind: engine.kind,
    query: async (text, params = [], options = {}) => {
      const [, result] = await engine.pipeline([setting, { sql: text, params }], options)
      return result ?? { rows: [], fields: [], affectedRows: 0 }
    },
    exec: (text, options) => engine.exec(text, options),
    pipeline: (statements, options) => engine.pipeline(statements, options),
    transaction: (work, options) => engine.transaction(work, options),
    close: () => engine.close(),
  }
  return drizzle({ client: pgliteClient(named, null), casing: 'snake_case' })
}
