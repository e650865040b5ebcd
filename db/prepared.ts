import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as tar from 'tar'
import { markLeakproof } from './marks'
import { migrate, migrationsHash, schemaFiles } from './migrate'
import { openPglite, type PgliteEngine } from './pglite/engine'
import { fsyncPath, fsyncTree } from './pglite/fsync-tree'
import { appRoot } from './root'

/**
 * The prepared vault: a migrated data directory, cleanly shut down, as a build product. A first start unpacks it
 * instead of running initdb (4 s, 800 MB).
 */
export interface PreparedStamp {
  /** migrationsHash() of what it was made from. */
  readonly hash: string
  readonly migrations: readonly string[]
  readonly appVersion: string
  /** Bytes of the archive. */
  readonly size: number
}

const preparedDir = () => join(appRoot(), 'out', 'prepared')
const walSegmentBytes = 16n * 1024n * 1024n

const archive = () => join(preparedDir(), 'vault.tar.gz')
const stampFile = () => join(preparedDir(), 'vault.json')

/** The stamp of the prepared vault that is there, or undefined. */
export async function readPreparedStamp(): Promise<PreparedStamp | undefined> {
  try {
    await stat(archive())
    return JSON.parse(await readFile(stampFile(), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Makes the prepared vault where migrations, functions or PGlite's version changed since; `force` makes it anyway.
 * Answers whether it was made. Needs the built database worker.
 */
export async function buildPrepared(options: { force?: boolean } = {}): Promise<boolean> {
  const files = schemaFiles()
  const hash = migrationsHash(files)
  if (!options.force && (await readPreparedStamp())?.hash === hash) return false

  const work = await mkdtemp(join(tmpdir(), 'promptstudio-prepare-'))
  try {
    const dataDir = join(work, 'data')
    const appVersion = await ownVersion()
    const engine = await openPglite({ dataDir, create: true, defaultLimitMs: 120_000 })
    try {
      await migrate(engine, { appVersion, files })
      await markLeakproof(engine)
      await dropTemplates(engine)
      await engine.exec('vacuum (freeze, analyze)')
      await engine.exec('checkpoint')
    } finally {
      await engine.close()
    }
    await pack(dataDir, { hash, appVersion, migrations: files.migrations.map((file) => file.name) })
    return true
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * What new databases are copied from: a vault never makes one, and half of its files were theirs. Every first start
 * would unpack them and every backup copy them.
 */
async function dropTemplates(engine: PgliteEngine): Promise<void> {
  await engine.exec(
    "update pg_database set datistemplate = false where datname in ('template0', 'template1')",
  )
  await engine.exec('drop database template0')
  await engine.exec('drop database template1')
}

/**
 * Puts a fresh vault's data directory in its place: unpacked beside it, flushed to the disk, then renamed, so that
 * a power cut leaves either all of it or nothing under that name. The caller holds the vault's lock.
 * @throws Error where `target` is there already, no prepared vault was built, or the disk refuses.
 */
export async function unpackPrepared(target: string): Promise<void> {
  const parent = dirname(target)
  await mkdir(parent, { recursive: true })
  if (await exists(target)) throw new Error(`There is a database in ${target} already; it was not touched.`)
  if (!(await exists(archive()))) {
    throw new Error(
      'The prepared vault is missing from this installation. Build it (npm run build) or install again.',
    )
  }
  await removeUnfinished(target)
  const unfinished = `${target}.tmp-${process.pid}`
  await mkdir(unfinished, { mode: 0o700 })
  try {
    await unpackInto(unfinished)
    await fsyncTree(unfinished)
    await rename(unfinished, target)
    await fsyncPath(parent)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

/**
 * Writes each entry in one go: the archive is our own, its files are small, and nothing else runs yet, so this costs
 * half of what general unpacking does.
 */
async function unpackInto(folder: string): Promise<void> {
  const failures: unknown[] = []
  const onReadEntry = (entry: tar.ReadEntry) => {
    const parts: Uint8Array[] = []
    entry.on('data', (part: Uint8Array) => parts.push(part))
    entry.on('end', () => {
      const path = join(folder, entry.path)
      try {
        if (entry.type === 'Directory') mkdirSync(path, { recursive: true, mode: 0o700 })
        else writeFileSync(path, Buffer.concat(parts), { mode: 0o600 })
      } catch (error) {
        // Thrown out of a stream's listener it would end the process instead of this call.
        failures.push(error)
      }
    })
  }
  await pipeline(createReadStream(archive()), tar.t({ onReadEntry }))
  if (failures.length > 0) throw failures[0]
}

/** What a start that was killed in the middle of unpacking left behind: never opened, so holding nobody's work. */
async function removeUnfinished(target: string): Promise<void> {
  const prefix = `${basename(target)}.tmp-`
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(prefix)) await rm(join(dirname(target), name), { recursive: true, force: true })
  }
}

async function pack(dataDir: string, stamp: Omit<PreparedStamp, 'size'>): Promise<void> {
  await mkdir(preparedDir(), { recursive: true })
  // The stamp goes first and comes last: an archive without one is stale.
  await rm(stampFile(), { force: true })
  const unfinished = `${archive()}.tmp-${process.pid}`
  const wal = await neededWal(dataDir)
  const isNeeded = (path: string) => !/pg_wal\/[0-9A-F]{24}$/.test(path) || basename(path) === wal
  await tar.c({ cwd: dataDir, file: unfinished, gzip: { level: 6 }, portable: true, filter: isNeeded }, ['.'])
  await rename(unfinished, archive())
  const { size } = await stat(archive())
  await writeFile(stampFile(), `${JSON.stringify({ ...stamp, size }, undefined, 2)}\n`)
}

/**
 * The one WAL segment that opening needs, from pg_control: state (1 is "shut down"; anything else would recover
 * first) after three identifiers, and the last checkpoint's redo position. Older segments, and those made ahead,
 * would only make a first start slower.
 */
async function neededWal(dataDir: string): Promise<string> {
  const control = await readFile(join(dataDir, 'global', 'pg_control'))
  const state = control.readUInt32LE(16)
  if (state !== 1) throw new Error(`The prepared vault was not shut down cleanly (state ${state}).`)
  const segment = control.readBigUInt64LE(40) / walSegmentBytes
  const perLog = 0x1_0000_0000n / walSegmentBytes
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0')
  return `${hex(1n)}${hex(segment / perLog)}${hex(segment % perLog)}`
}

async function ownVersion(): Promise<string> {
  return JSON.parse(await readFile(join(appRoot(), 'package.json'), 'utf8')).version
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
