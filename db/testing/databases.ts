import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine, Session } from '../engine'
import { openPglite } from '../pglite/engine'
import { unpackPrepared } from '../prepared'
import { nativeCluster } from './native'

/** A migrated database whose session is still the superuser, and how to be rid of it. */
export interface TestDatabase {
  readonly engine: Engine
  readonly close: () => Promise<void>
}

export const engineKinds = ['pglite', 'postgres'] as const

/** A fresh migrated database on either engine: the prepared vault in a worker, or a database of the test cluster. */
export async function testDatabase(kind: Engine['kind']): Promise<TestDatabase> {
  if (kind === 'postgres') {
    const engine = await (await nativeCluster()).database()
    return { engine, close: () => engine.close() }
  }
  return onPglite(async (dataDir) => {
    await unpackPrepared(dataDir)
    return openPglite({ dataDir })
  })
}

/** A database without any table of ours. On PGlite this runs initdb. */
export async function emptyDatabase(kind: Engine['kind']): Promise<TestDatabase> {
  if (kind === 'postgres') {
    const engine = await (await nativeCluster()).database({ migrated: false })
    return { engine, close: () => engine.close() }
  }
  return onPglite((dataDir) => openPglite({ dataDir, create: true, defaultLimitMs: 120_000 }))
}

async function onPglite(open: (dataDir: string) => Promise<Engine>): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'promptstudio-test-'))
  const engine = await open(join(folder, 'data'))
  return {
    engine,
    close: async () => {
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Rows as objects of plain values; the type is the caller's word for what it selected. */
export async function rowsOf<Row>(
  session: Session,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await session.query(`select to_jsonb(r) as row from (${sql}) r`, params, {
    rowMode: 'array',
  })
  return result.rows.flatMap((row) => (Array.isArray(row) ? [row[0] as Row] : []))
}

/** Runs `work` in a transaction as role app, in a workspace or in none. */
export async function asApp<T>(
  engine: Engine,
  workspace: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return engine.transaction(async (session) => {
    await session.query("select set_config('role', 'app', true), set_config('app.workspace', $1, true)", [
      workspace ?? '',
    ])
    return work(session)
  })
}
