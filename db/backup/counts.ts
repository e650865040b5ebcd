import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFileDurably } from '../durable-files'
import type { Session } from '../engine'
import type { VaultPaths } from '../vault-paths'

const count = z.number().int()
const held = z.object({
  /** Outside the trash. */
  items: count,
  versions: count,
  runs: count,
})
export type Held = z.infer<typeof held>

/** What a vault holds, to be compared with a copy of it. */
export const vaultCounts = held.extend({ workspaces: z.record(z.string(), held) })
export type VaultCounts = z.infer<typeof vaultCounts>

const countsSql = `
  select w.id::text as workspace,
    (select count(*) from entity e where e.workspace_id = w.id and e.deleted_at is null)::int as items,
    (select count(*) from entity_version v where v.workspace_id = w.id)::int as versions,
    (select count(*) from execution x where x.workspace_id = w.id)::int as runs
  from workspace w order by w.id`

const countedRow = held.extend({ workspace: z.string() })

/** Counts every workspace, in one statement. Needs a superuser: row security would hide the rows. */
export async function countRows(session: Session): Promise<VaultCounts> {
  const { rows } = await session.query(countsSql)
  const all = rows.map((row) => countedRow.parse(row))
  const sum = (of: (row: Held) => number) => all.reduce((total, row) => total + of(row), 0)
  return {
    items: sum((row) => row.items),
    versions: sum((row) => row.versions),
    runs: sum((row) => row.runs),
    workspaces: Object.fromEntries(all.map(({ workspace, ...rest }) => [workspace, held.parse(rest)])),
  }
}

/** Where two counts differ, in a sentence; null where they agree. */
export function countsDiffer(expected: VaultCounts, found: VaultCounts): string | null {
  const ids = new Set([...Object.keys(expected.workspaces), ...Object.keys(found.workspaces)])
  for (const id of ids) {
    const one = expected.workspaces[id]
    const other = found.workspaces[id]
    if (!one || !other) return `The workspace ${id} is ${one ? 'missing' : 'not of this backup'}.`
    for (const what of ['items', 'versions', 'runs'] as const) {
      if (one[what] !== other[what]) return `It holds ${other[what]} ${what} where ${one[what]} were counted.`
    }
  }
  return null
}

const appliedRow = z.object({ kind: z.string(), name: z.string(), hash: z.string() })

/** The schema that a database has: its migrations by name, and a hash over them and its functions. */
export async function readSchema(session: Session): Promise<{ migrations: string[]; schemaHash: string }> {
  const { rows } = await session.query('select kind, name, hash from schema_migration order by kind, name')
  const applied = rows.map((row) => appliedRow.parse(row))
  const hash = createHash('sha256')
  for (const { kind, name, hash: sum } of applied) hash.update(`${kind} ${name} ${sum}\n`)
  return {
    migrations: applied.filter(({ kind }) => kind === 'migration').map(({ name }) => name),
    schemaHash: hash.digest('hex'),
  }
}

const xidRow = z.object({ xid: z.string() })

/** The number the next writing transaction gets: a cheap answer to "has anything been written since". */
export async function readNextXid(session: Session): Promise<string> {
  const { rows } = await session.query('select pg_snapshot_xmax(pg_current_snapshot())::text as xid')
  return xidRow.parse(rows[0]).xid
}

const countsFile = (paths: VaultPaths) => join(paths.folder, 'counts.json')
const notedCounts = z.object({ at: z.string(), counts: vaultCounts })

/** Notes outside the database what it holds, so that a restore can tell what would be missing. */
export function noteCounts(paths: VaultPaths, counts: VaultCounts, at: Date): void {
  writeFileDurably(countsFile(paths), `${JSON.stringify({ at: at.toISOString(), counts })}\n`)
}

/** What the vault held when it was last counted; null where unknown. */
export function readNotedCounts(paths: VaultPaths): { at: string; counts: VaultCounts } | null {
  try {
    return notedCounts.parse(JSON.parse(readFileSync(countsFile(paths), 'utf8')))
  } catch {
    return null
  }
}
