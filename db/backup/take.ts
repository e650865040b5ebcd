import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupEntry } from '../../contract/vault'
import { fsyncFolder, writeFileDurably } from '../durable-files'
import type { PgliteEngine } from '../pglite/engine'
import type { Maintenance } from '../pglite/maintenance'
import { appRoot } from '../root'
import type { VaultPaths } from '../vault-paths'
import { hashFile } from './copy'
import { noteCounts } from './counts'
import { treeOf } from './data-files'
import { backupErrorOf } from './errors'
import { type Base, FileCopies } from './file-copies'
import { backupIds, manifestIn, newBackupId, partialOf, prepareBackupsDir } from './layout'
import { backupFormat, type Manifest, readManifest } from './manifest'
import { MovedCheckpointError, type Snapshot, snapshotBetweenCalls, snapshotHeld } from './snapshot'
import { readVerdict } from './verdict'

export interface TakeOptions {
  readonly engine: PgliteEngine
  readonly maintenance: Maintenance
  readonly paths: VaultPaths
  readonly appVersion: string
  readonly reason: BackupEntry['reason']
  readonly signal?: AbortSignal | undefined
  /** Told after each file how many were done. */
  readonly onProgress?: ((files: number) => void) | undefined
  /** Default: the system's clock. */
  readonly now?: () => Date
}

/** A link shares the fate of the bytes it points to, so that all bytes are copied afresh this often. */
const fullEveryMs = 7 * 24 * 60 * 60_000

/**
 * Takes a backup of an open vault while work goes on; never two at once. It stands under its own name only when every
 * file of it is on the disk. Keys are not part of it: they lie elsewhere.
 * @throws BackupError, or the signal's reason; then nothing was changed.
 */
export async function takeBackup(options: TakeOptions): Promise<Manifest> {
  const { paths, maintenance, signal } = options
  const { backupsDir } = paths
  const release = await maintenance.hold()
  let partial: string | undefined
  try {
    await prepareBackupsDir(backupsDir)
    const takenAt = (options.now ?? (() => new Date()))()
    const id = newBackupId(takenAt, await backupIds(backupsDir))
    const newest = await newestManifest(backupsDir)
    partial = partialOf(backupsDir, id)
    const base = await baseOf(backupsDir, newest, takenAt)
    const { copies, snapshot } = await copyVault(options, partial, base)
    const about = { id, takenAt, sequence: (newest?.sequence ?? 0) + 1, fullAt: base && newest?.fullAt }
    const manifest = await describe(options, copies, snapshot, about)
    await copies.flush()
    writeFileDurably(manifestIn(partial), `${JSON.stringify(manifest)}\n`)
    await rename(partial, join(backupsDir, id))
    fsyncFolder(backupsDir)
    noteCounts(paths, manifest.counts, takenAt)
    return manifest
  } catch (error) {
    if (partial) await rm(partial, { recursive: true, force: true })
    throw backupErrorOf(error, backupsDir, signal)
  } finally {
    release()
  }
}

/**
 * Copies data and blobs of an open vault, as of one instant, into `folder`, which is made. The caller holds back
 * CHECKPOINT and VACUUM. @throws DamagedPageError, the file system's error, the signal's reason
 */
export async function copyVault(
  options: Pick<TakeOptions, 'engine' | 'maintenance' | 'paths' | 'signal' | 'onProgress'>,
  folder: string,
  base: Base | undefined,
): Promise<{ copies: FileCopies; snapshot: Snapshot }> {
  const { engine, maintenance, paths, signal, onProgress } = options
  const fresh = async () => {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { mode: 0o700 })
    let done = 0
    return new FileCopies(folder, base, { signal, onFile: () => onProgress?.(++done) })
  }
  let copies = await fresh()
  let snapshot: Snapshot
  try {
    snapshot = await snapshotBetweenCalls(engine, maintenance, copies)
  } catch (error) {
    // A bulk load or a restart of the engine ran a checkpoint: once more, with everybody waiting.
    if (!(error instanceof MovedCheckpointError)) throw error
    copies = await fresh()
    snapshot = await snapshotHeld(engine, copies)
  }
  // After the database: a blob is there before the row that names it.
  await copies.copyTree('blobs', paths.blobsDir, await treeOf(paths.blobsDir))
  for (const path of snapshot.lastFiles) {
    const copied = await hashFile(join(folder, path))
    copies.files.push({ path, ...copied, stamps: null })
    copies.copiedBytes += copied.bytes
  }
  return { copies, snapshot }
}

interface About {
  readonly id: string
  readonly sequence: number
  readonly takenAt: Date
  readonly fullAt: string | undefined
}

async function describe(
  { reason, appVersion }: TakeOptions,
  copies: FileCopies,
  snapshot: Snapshot,
  { id, sequence, takenAt, fullAt }: About,
): Promise<Manifest> {
  const { counts, nextXid, migrations, schemaHash } = snapshot
  const files = copies.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    format: backupFormat,
    id,
    sequence,
    reason,
    takenAt: takenAt.toISOString(),
    fullAt: fullAt ?? takenAt.toISOString(),
    appVersion,
    pgliteVersion: await pgliteVersion(),
    migrations: [...migrations],
    schemaHash,
    nextXid,
    counts,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    copiedBytes: copies.copiedBytes,
    folders: copies.folders,
    files,
  }
}

async function newestManifest(backupsDir: string): Promise<Manifest | undefined> {
  const manifests: Manifest[] = []
  for (const id of await backupIds(backupsDir)) {
    const manifest = await readManifest(join(backupsDir, id)).catch(() => undefined)
    if (manifest) manifests.push(manifest)
  }
  return manifests.sort((a, b) => a.sequence - b.sequence).at(-1)
}

/** The backup whose unchanged files may be linked to; undefined where all bytes are to be copied. */
async function baseOf(
  backupsDir: string,
  newest: Manifest | undefined,
  now: Date,
): Promise<Base | undefined> {
  if (!newest) return undefined
  const folder = join(backupsDir, newest.id)
  const age = now.getTime() - Date.parse(newest.fullAt)
  if (age < 0 || age >= fullEveryMs || (await readVerdict(folder))?.state === 'broken') return undefined
  return { folder, files: new Map(newest.files.map((file) => [file.path, file])) }
}

async function pgliteVersion(): Promise<string> {
  const file = join(appRoot(), 'node_modules', '@electric-sql', 'pglite', 'package.json')
  return String(JSON.parse(await readFile(file, 'utf8')).version)
}
