import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine, Session } from './engine'
import { appRoot } from './root'

/** One SQL file, applied once (a migration) or again whenever it changed (a file of functions). */
export interface SchemaFile {
  readonly name: string
  readonly sql: string
  /** SHA-256 (hex) of the text. */
  readonly hash: string
  /** Extensions without which the studio cannot work. */
  readonly needs: readonly string[]
  /** Extension without which this file is left out. */
  readonly onlyWith: string | undefined
}

export interface SchemaFiles {
  readonly migrations: readonly SchemaFile[]
  readonly functions: readonly SchemaFile[]
}

export interface MigrateOptions {
  readonly appVersion: string
  /** Called before each migration, outside its transaction: the place for a backup. */
  readonly before?: (migration: SchemaFile) => Promise<void>
  readonly files?: SchemaFiles
}

export interface MigrateReport {
  readonly applied: readonly string[]
  readonly functions: readonly string[]
  /** Left out because this server lacks an extension they are only for. */
  readonly leftOut: readonly { readonly name: string; readonly extension: string }[]
}

/** The vault was written by a newer studio; it was not touched. */
export class NewerVaultError extends Error {
  override readonly name = 'NewerVaultError'
  constructor(readonly unknown: readonly string[]) {
    super(
      `This vault was last opened by a newer PromptStudio (it knows ${unknown.join(', ')}). ` +
        'Install the newest version to open it; nothing in it was changed.',
    )
  }
}

/** A migration that was applied here is not the one this studio carries; the vault was not touched. */
export class ChangedMigrationError extends Error {
  override readonly name = 'ChangedMigrationError'
  constructor(readonly migration: string) {
    super(
      `The migration ${migration} in this vault differs from the one of this PromptStudio. ` +
        'Open it with the version that last opened it, or restore a backup; nothing in it was changed.',
    )
  }
}

export class MissingExtensionError extends Error {
  override readonly name = 'MissingExtensionError'
  constructor(readonly extensions: readonly string[]) {
    super(
      `This PostgreSQL server lacks the extension ${extensions.join(' and ')}. ` +
        'Install its contrib package (postgresql-contrib) and start again; nothing was changed.',
    )
  }
}

/** The migrations and functions that this app carries, in the order of their names. */
export function schemaFiles(root = join(appRoot(), 'db')): SchemaFiles {
  return { migrations: readFolder(join(root, 'migrations')), functions: readFolder(join(root, 'functions')) }
}

/**
 * Changes whenever a prepared vault would: with a migration, a function, or the version of PGlite.
 */
export function migrationsHash(files = schemaFiles()): string {
  const hash = createHash('sha256').update(pgliteVersion())
  for (const file of [...files.migrations, ...files.functions]) hash.update(`${file.name} ${file.hash}\n`)
  return hash.digest('hex')
}

/**
 * The migrations this database still needs, in order, without those that are only for an extension it lacks.
 * Reads only.
 * @throws NewerVaultError, ChangedMigrationError, MissingExtensionError
 */
export async function pending(session: Session, files = schemaFiles()): Promise<SchemaFile[]> {
  return (await look(session, files)).open
}

interface Look {
  readonly open: SchemaFile[]
  /** What this server could install; null where no migration is left to ask it for. */
  readonly available: ReadonlySet<string> | null
}

async function look(session: Session, files: SchemaFiles): Promise<Look> {
  const applied = await readApplied(session, 'migration')
  const known = new Map(files.migrations.map((file) => [file.name, file]))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) throw new NewerVaultError(unknown)
  for (const [name, hash] of applied) {
    if (known.get(name)?.hash !== hash) throw new ChangedMigrationError(name)
  }
  const open = files.migrations.filter((file) => !applied.has(file.name))
  // To list extensions takes longer than all else of an ordinary start.
  if (open.length === 0) return { open, available: null }
  const available = await availableExtensions(session)
  const missing = open.flatMap((file) => file.needs).filter((extension) => !available.has(extension))
  if (missing.length > 0) throw new MissingExtensionError(missing)
  return { open: open.filter((file) => isUsable(file, available)), available }
}

/**
 * Brings a database forward, as superuser: each pending migration in a transaction of its own, then the functions
 * whose text changed. Applied ones are left alone, so calling it at every open is cheap.
 * @throws NewerVaultError, ChangedMigrationError, MissingExtensionError (before anything was changed), DbError
 */
export async function migrate(engine: Engine, options: MigrateOptions): Promise<MigrateReport> {
  const files = options.files ?? schemaFiles()
  const { open, available: known } = await look(engine, files)
  for (const migration of open) {
    await options.before?.(migration)
    await engine.transaction(async (session) => {
      await session.exec(migration.sql)
      await note(session, engine, 'migration', migration, options.appVersion)
    })
  }
  const changed = await changedFunctions(engine, files.functions)
  if (known === null && changed.length === 0) return { applied: [], functions: [], leftOut: [] }
  const available = known ?? (await availableExtensions(engine))
  const usable = changed.filter((file) => isUsable(file, available))
  await applyFunctions(engine, usable, options.appVersion)
  return {
    applied: open.map((file) => file.name),
    functions: usable.map((file) => file.name),
    leftOut: [...files.migrations, ...files.functions].flatMap((file) =>
      file.onlyWith && !available.has(file.onlyWith) ? [{ name: file.name, extension: file.onlyWith }] : [],
    ),
  }
}

async function changedFunctions(session: Session, files: readonly SchemaFile[]): Promise<SchemaFile[]> {
  const applied = await readApplied(session, 'functions')
  return files.filter((file) => applied.get(file.name) !== file.hash)
}

async function applyFunctions(
  engine: Engine,
  changed: readonly SchemaFile[],
  appVersion: string,
): Promise<void> {
  if (changed.length === 0) return
  await engine.transaction(async (session) => {
    // They call each other; their bodies are checked when they run, and by the tests.
    await session.exec('SET LOCAL check_function_bodies = off')
    for (const file of changed) {
      await session.exec(file.sql)
      await note(session, engine, 'functions', file, appVersion)
    }
  })
}

async function note(
  session: Session,
  engine: Engine,
  kind: 'migration' | 'functions',
  file: SchemaFile,
  appVersion: string,
): Promise<void> {
  await session.query(
    `insert into schema_migration (kind, name, hash, applied_at, app_version, engine)
     values ($1, $2, $3, clock_timestamp(), $4, $5 || ' ' || current_setting('server_version'))
     on conflict (kind, name) do update set hash = excluded.hash, applied_at = excluded.applied_at,
       app_version = excluded.app_version, engine = excluded.engine`,
    [kind, file.name, file.hash, appVersion, engine.kind],
  )
}

async function readApplied(session: Session, kind: string): Promise<Map<string, string>> {
  const there = await session.query("select to_regclass('schema_migration') is not null as there")
  if (field(there.rows[0], 'there') !== true) return new Map()
  const found = await session.query('select name, hash from schema_migration where kind = $1 order by name', [
    kind,
  ])
  return new Map(found.rows.map((row) => [String(field(row, 'name')), String(field(row, 'hash'))]))
}

async function availableExtensions(session: Session): Promise<Set<string>> {
  const found = await session.query('select name::text as name from pg_available_extensions')
  return new Set(found.rows.map((row) => String(field(row, 'name'))))
}

function isUsable(file: SchemaFile, available: ReadonlySet<string>): boolean {
  return file.onlyWith === undefined || available.has(file.onlyWith)
}

function field(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined
}

function readFolder(folder: string): SchemaFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      // A checkout with Windows line ends must not look like another migration.
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      return {
        name: file.slice(0, -'.sql'.length),
        sql,
        hash: createHash('sha256').update(sql).digest('hex'),
        needs: header(sql, 'needs-extension'),
        onlyWith: header(sql, 'only-with-extension')[0],
      }
    })
}

/** Reads `-- key: a, b` from the comment lines a file begins with. */
function header(sql: string, key: string): string[] {
  const line = sql.split('\n', 5).find((text) => text.startsWith(`-- ${key}:`))
  return line
    ? line
        .slice(line.indexOf(':') + 1)
        .split(',')
        .map((word) => word.trim())
    : []
}

function pgliteVersion(): string {
  const file = join(appRoot(), 'node_modules', '@electric-sql', 'pglite', 'package.json')
  return String(JSON.parse(readFileSync(file, 'utf8')).version)
}
