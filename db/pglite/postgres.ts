import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { amcheck } from '@electric-sql/pglite/contrib/amcheck'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { vector } from '@electric-sql/pglite-pgvector'
import { type DiskTap, DurableFS } from './durable-fs'
import { fsyncTree } from './fsync-tree'

/** PGlite's own parameters replace each other as a whole, so ours are added to them; -F would turn fsync off. */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...settings({
    fsync: 'on',
    // fdatasync is an empty stub in PGlite's file system.
    wal_sync_method: 'fsync',
    shared_buffers: '32MB',
    max_wal_size: '64MB',
    min_wal_size: '32MB',
    jit: 'off',
  }),
]

function settings(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Of PostgreSQL's log, for the message when it fails. */
const linesKept = 5

export interface OpenOptions {
  readonly dataDir: string
  /** Runs initdb (4 s, 800 MB) where the directory holds no database. */
  readonly create: boolean
  readonly onFsync: () => void
  /** Told what PostgreSQL last wrote to its log. */
  readonly onAbort: (reason: string) => void
  readonly tap?: DiskTap
}

/** Opens the database and proves with one commit that commits reach the disk. Throws a plain Error that says why not. */
export async function openPostgres(options: OpenOptions): Promise<PGlite> {
  const { dataDir, create, tap } = options
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'))
  // PGlite would silently run initdb over whatever is there.
  if (isNew && !create) throw new Error(`There is no database in ${dataDir}.`)
  if (isNew) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // Whoever opens the directory holds our own lock. Of this one a power cut may leave the name without its content, and
  // PostgreSQL takes that for another server that is just starting.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  let fsyncs = 0
  const onFsync = () => {
    fsyncs++
    options.onFsync()
  }
  const said: string[] = []
  const onAbort = () => options.onAbort(said.join('\n'))
  const fs = new DurableFS({ dataDir, onFsync, onAbort, ...(tap ? { tap } : {}) })
  const db = await start(fs, said)
  if (isNew) await fsyncTree(dataDir)
  fsyncs = 0
  await db.query("select pg_logical_emit_message(true, 'open', '')")
  if (fsyncs === 0)
    throw new Error('A commit was not flushed to the disk: nothing written here would survive a power cut.')
  return db
}

/**
 * V8 optimises a WebAssembly function after it has run for this many bytes of code, in every thread it has. By its own
 * measure of 1.8 MB half of PostgreSQL is optimised while the studio starts, at a second of the processor's time in
 * which neither the host nor the page gets on.
 */
setFlagsFromString('--wasm-tiering-budget=20000000')

let compiling: Promise<WebAssembly.Module> | undefined

/** The engine's code, compiled once; asked for as soon as the worker starts, while the host still reads its own. */
export function compiled(): Promise<WebAssembly.Module> {
  compiling ??= readFile(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite'))).then((code) =>
    WebAssembly.compile(code),
  )
  return compiling
}

/** PGlite says only that it failed; what PostgreSQL wrote to its log before that is the reason. */
async function start(fs: DurableFS, said: string[]): Promise<PGlite> {
  const note = (line: string) => {
    // What follows an error quotes the statement, which has no place in messages and logs.
    if (!/\b(ERROR|FATAL|PANIC):/.test(line)) return false
    said.push(line)
    if (said.length > linesKept) said.shift()
    return false
  }
  try {
    const extensions = { vector, pg_trgm, unaccent, amcheck }
    const pgliteWasmModule = await compiled()
    return await PGlite.create({ fs, extensions, startParams, onStderr: note, pgliteWasmModule })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error([reason, ...said].join('\n'))
  }
}
