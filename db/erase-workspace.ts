import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { raw } from './drizzle'
import type { Session } from './engine'
import type { PgliteEngine } from './pglite/engine'

const rowsAtOnce = 400

export interface EraseOptions {
  readonly signal?: AbortSignal
  /** From 0 to 1. */
  readonly onProgress?: (progress: number) => Promise<void>
}

/**
 * Removes every row of a workspace that was marked as deleted, and its blobs, in steps of the background. Cut off
 * anywhere it may be called again. Nothing of another workspace is touched: each statement names the one.
 * @throws DbError where the workspace was not marked as deleted
 */
export async function eraseWorkspace(
  engine: PgliteEngine,
  { workspaceId, blobsDir }: { readonly workspaceId: string; readonly blobsDir: string },
  { signal, onProgress }: EraseOptions = {},
): Promise<void> {
  const tables = await tablesOfWorkspaces(engine)
  for (const [index, table] of tables.entries()) {
    await emptied(engine, table, workspaceId, signal)
    await onProgress?.((index + 1) / (tables.length + 1))
  }
  const last = raw(sql`select erase_workspace(${workspaceId}::uuid)`)
  await step(engine, (session) => session.query(last.sql, last.params))
  // What was under way when the tables were emptied may have added a row; now nothing can any more.
  for (const table of tables) await emptied(engine, table, workspaceId, signal)
  await rm(join(blobsDir, workspaceId), { recursive: true, force: true })
}

/** Workspaces that were deleted and are not gone yet. */
export async function listDeletedWorkspaces(engine: PgliteEngine): Promise<string[]> {
  const { rows } = await step(engine, (session) =>
    session.query('select id from workspace where deleted_at is not null order by deleted_at'),
  )
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map((row) => row.id)
}

async function emptied(
  engine: PgliteEngine,
  table: string,
  workspaceId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const query = raw(sql`select erase_rows(${table}::regclass, ${workspaceId}::uuid, ${rowsAtOnce}::int) as n`)
  for (;;) {
    signal?.throwIfAborted()
    const { rows } = await step(engine, (session) => session.query(query.sql, query.params))
    const gone = z.array(z.object({ n: z.number() })).parse(rows)[0]?.n ?? 0
    if (gone < rowsAtOnce) return
  }
}

/** Tables and partitions that hold rows. */
async function tablesOfWorkspaces(engine: PgliteEngine): Promise<string[]> {
  const { rows } = await step(engine, (session) =>
    session.query(`select c.oid::regclass::text as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`),
  )
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map((row) => row.name)
}

const step = <T>(engine: PgliteEngine, work: (session: Session) => Promise<T>): Promise<T> =>
  engine.superuser(work, { lane: 'background' })
