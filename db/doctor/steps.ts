import type { Session } from '../engine'
import type { PgliteEngine } from '../pglite/engine'

/** One index of a large vault takes seconds. */
const limitMs = 10 * 60_000

/**
 * A superuser's session that holds the database for one statement at a time, behind whatever a user waits for. Row
 * security does not bind it: the doctor looks at every workspace.
 */
export function stepwise(engine: PgliteEngine): Session {
  const options = { lane: 'background', limitMs } as const
  return {
    query: (sql, params, own) => engine.superuser((session) => session.query(sql, params, own), options),
    exec: (sql, own) => engine.superuser((session) => session.exec(sql, own), options),
  }
}

/** The first column of every row, as text. */
export async function column(
  session: Session,
  sql: string,
  params: readonly unknown[] = [],
): Promise<string[]> {
  const { rows } = await session.query(sql, params, { rowMode: 'array' })
  return rows.map((row) => (Array.isArray(row) ? String(row[0]) : ''))
}
