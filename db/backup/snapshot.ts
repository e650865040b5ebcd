import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Session } from '../engine'
import type { PgliteEngine } from '../pglite/engine'
import type { Maintenance } from '../pglite/maintenance'
import { type ControlFile, controlFile, parseControlFile, readControlFile } from './control-file'
import { countRows, readNextXid, readSchema, type VaultCounts } from './counts'
import { dataTree } from './data-files'
import type { FileCopies } from './file-copies'
import { parseLsn, WalCopy } from './wal'

/** What was in the database at the instant that the copy recovers to. */
export interface Snapshot {
  readonly counts: VaultCounts
  readonly nextXid: string
  readonly migrations: readonly string[]
  readonly schemaHash: string
  /** Written for this copy by name below its folder; their sums are not known yet. */
  readonly lastFiles: readonly string[]
}

/** A checkpoint ran while the files were copied, so that recovery of the copy would begin too late. */
export class MovedCheckpointError extends Error {
  override readonly name = 'MovedCheckpointError'
}

/** Holding writes for a copy may take as long as the copy. */
const heldLimitMs = 30 * 60_000

/**
 * Copies a data directory while the engine goes on writing to it, the way pg_basebackup does. After a checkpoint every
 * page is first written whole to the log, so files may be copied at leisure and at different moments, half-written
 * pages included: recovery from that checkpoint replaces them. What has to fit is the log from there to one instant,
 * and the control file that names the checkpoint: these come last, with the engine held for a few milliseconds.
 * The caller holds back CHECKPOINT and VACUUM. @throws MovedCheckpointError, DamagedPageError, file system's errors
 */
export async function snapshotBetweenCalls(
  engine: PgliteEngine,
  maintenance: Maintenance,
  copies: FileCopies,
): Promise<Snapshot> {
  await maintenance.checkpoint()
  const copy = await copyData(engine.dataDir, copies)
  try {
    // All but the log's last page is immutable by now; the hold has only the rest to copy.
    await copy.wal.advance(await flushedLsn(engine))
    const held = await engine.superuser((session) => readLast(engine.dataDir, copy, session))
    return await writeLast(copies, copy, held)
  } finally {
    await copy.wal.close()
  }
}

/** The same with the engine held throughout: nobody can run a checkpoint meanwhile. */
export function snapshotHeld(engine: PgliteEngine, copies: FileCopies): Promise<Snapshot> {
  const work = async (session: Session) => {
    await session.query('checkpoint')
    const copy = await copyData(engine.dataDir, copies)
    try {
      return await writeLast(copies, copy, await readLast(engine.dataDir, copy, session))
    } finally {
      await copy.wal.close()
    }
  }
  return engine.superuser(work, { limitMs: heldLimitMs })
}

interface DataCopy {
  readonly control: ControlFile
  readonly wal: WalCopy
}

async function copyData(dataDir: string, copies: FileCopies): Promise<DataCopy> {
  const control = await readControlFile(dataDir)
  await copies.copyTree('data', dataDir, await dataTree(dataDir), control.redo)
  const to = join(copies.folder, 'data', 'pg_wal')
  return { control, wal: new WalCopy(join(dataDir, 'pg_wal'), to, control.timeline, control.redo) }
}

interface Held extends Omit<Snapshot, 'lastFiles'> {
  readonly controlBytes: Buffer
}

/** With the engine held: what is counted, logged and named as the checkpoint belongs to one instant. */
async function readLast(dataDir: string, { control, wal }: DataCopy, session: Session): Promise<Held> {
  const counts = await countRows(session)
  const nextXid = await readNextXid(session)
  const schema = await readSchema(session)
  await wal.advance(await flushedLsn(session))
  const controlBytes = await readFile(join(dataDir, controlFile))
  if (parseControlFile(controlBytes).checkpoint !== control.checkpoint) {
    throw new MovedCheckpointError('A checkpoint ran while the files were copied.')
  }
  return { counts, nextXid, ...schema, controlBytes }
}

async function writeLast(copies: FileCopies, { wal }: DataCopy, held: Held): Promise<Snapshot> {
  const { controlBytes, ...rest } = held
  const lastFiles = [`data/${controlFile}`, ...wal.names.map((name) => `data/pg_wal/${name}`)]
  await wal.finish()
  await writeFile(join(copies.folder, 'data', controlFile), controlBytes, { mode: 0o600, flush: true })
  for (const folder of walFolders) {
    await mkdir(join(copies.folder, folder), { recursive: true, mode: 0o700 })
    copies.folders.push(folder)
  }
  return { ...rest, lastFiles }
}

/** PostgreSQL expects to find these. */
const walFolders = ['data/pg_wal/archive_status', 'data/pg_wal/summaries']

const lsnRow = z.object({ lsn: z.string() })

/** Everything acknowledged lies before it. */
async function flushedLsn(session: Session): Promise<bigint> {
  const { rows } = await session.query('select pg_current_wal_flush_lsn()::text as lsn')
  return parseLsn(lsnRow.parse(rows[0]).lsn)
}
