import { is, Param, Placeholder, type SQL, sql } from 'drizzle-orm'
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

/** A query that is read often: its text is worked out once for each reader. `make` ends with `.prepare()`. */
export function perReader<T>(
  make: (db: Reader, workspaceId: string) => T,
): (engine: Engine, workspaceId: string) => T {
  const made = new WeakMap<Reader, T>()
  return (engine, workspaceId) => {
    const db = reader(engine, workspaceId)
    const known = made.get(db) ?? make(db, workspaceId)
    made.set(db, known)
    return known
  }
}

/** Builds statements and runs none: what `write`, `record` and `keep` make their pipelines of. */
export const builder = drizzle.mock({ casing: 'snake_case' })

/** A built query as an engine takes it. */
export function statement(query: { toSQL(): Statement }): Statement {
  return query.toSQL()
}

export const placeholder = sql.placeholder

/**
 * A statement of placeholders whose text is worked out once and whose values are filled in for each call: building one
 * takes as long as the engine needs to run it. @throws Error where a placeholder gets no value
 */
export function fixed<Values extends object>(make: () => Statement): (values: Values) => Statement {
  let made: { sql: string; fill: readonly ((values: Map<string, unknown>) => unknown)[] } | undefined
  return (values) => {
    if (!made) {
      const { sql: text, params = [] } = make()
      made = { sql: text, fill: params.map(filler) }
    }
    const named = new Map(Object.entries(values))
    return { sql: made.sql, params: made.fill.map((each) => each(named)) }
  }
}

function filler(param: unknown): (values: Map<string, unknown>) => unknown {
  const { value, encode } = is(param, Param)
    ? { value: param.value, encode: (given: unknown) => param.encoder.mapToDriverValue(given) }
    : { value: param, encode: (given: unknown) => given }
  if (!is(value, Placeholder)) return () => value
  return (values) => {
    const given = values.get(value.name)
    if (given === undefined) throw new Error(`No value for ${value.name} was given.`)
    return given === null ? null : encode(given)
  }
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
