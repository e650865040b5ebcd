import { UUID } from 'uuidv7'
import type { Engine, Statement } from '../../engine'
import { workspaceSetting } from '../../pglite/drizzle-client'
import type { Random } from './prose'

/** A row by its column names, as jsonb_populate_recordset reads it; what is missing is null. */
export type Row = Readonly<Record<string, unknown>>

/** One statement for any number of rows: what loads fastest through the ordinary tables and their rules. */
export function insertRows(table: string, rows: readonly Row[]): Statement {
  return {
    sql: `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb) on conflict do nothing`,
    params: [JSON.stringify(rows)],
  }
}

export async function load(
  engine: Engine,
  workspaceId: string,
  statements: readonly Statement[],
): Promise<void> {
  await engine.pipeline([workspaceSetting(workspaceId), ...statements], { limitMs: 300_000 })
}

/** An id of its own time, as an imported row brings along. */
export function uuidAt(random: Random, ms: number): string {
  const bits = (count: number) => Math.floor(random() * 2 ** count)
  return UUID.fromFieldsV7(ms, bits(12), bits(30), bits(32)).toString()
}

export const bytea = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

export const iso = (ms: number): string => new Date(ms).toISOString()
