import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { finishInterruptedRestore } from './backup/swap'
import { DamagedVault, type GuardWarning, guardDataDir } from './guards'
import { findQuickly, wasInterrupted } from './health-check'
import { acquireLock, type Lock } from './lock'
import { startSession } from './marks'
import { migrate, pending, type SchemaFile, schemaFiles } from './migrate'
import { type HealthLine, openPglite, type PgliteEngine } from './pglite/engine'
import { type Maintenance, startMaintenance } from './pglite/maintenance'
import { unpackPrepared } from './prepared'
import { startUpkeep } from './upkeep'
import { readMarker, refuseNewer, writeMarker } from './vault-marker'
import type { VaultPaths } from './vault-paths'

export interface OpenVaultOptions {
  readonly paths: VaultPaths
  readonly appVersion: string
  /** Called before each migration with the engine open and nothing changed yet: a backup that must succeed. */
  readonly beforeMigration?: (
    migration: SchemaFile,
    engine: PgliteEngine,
    maintenance: Maintenance,
  ) => Promise<void>
  readonly onHealth?: (line: HealthLine) => void
}

/** An open vault: this process owns it until `close`. */
export interface Vault {
  readonly paths: VaultPaths
  readonly engine: PgliteEngine
  readonly maintenance: Maintenance
  readonly warnings: readonly GuardWarning[]
  /** True where the vault was made just now from the prepared one. */
  readonly isNew: boolean
  close(): Promise<void>
}

/**
 * Takes the lock, looks at the directory, makes it where there is none, opens the engine, brings the schema forward
 * and leaves the session as role `app`. Whatever throws, the lock is given back and nothing was deleted.
 * @throws LockedError, GuardError, NewerVaultError, ChangedMigrationError, DbError
 */
export async function openVault(options: OpenVaultOptions): Promise<Vault> {
  const { paths } = options
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 })
  const lock = await acquireLock(paths.lockFile, { socketPath: paths.socketPath })
  try {
    return await openLocked(options, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openLocked(options: OpenVaultOptions, lock: Lock): Promise<Vault> {
  const { paths } = options
  const files = schemaFiles()
  finishInterruptedRestore(paths)
  refuseNewer(paths, files)
  const isNew = holdsNothing(paths.dataDir)
  // A vault whose data went away must not be mistaken for one that never was.
  if (isNew && readMarker(paths))
    throw new DamagedVault(`The data of the vault is gone from ${paths.dataDir}.`)
  if (isNew) await unpackPrepared(paths.dataDir)
  const warnings = guardDataDir(paths.dataDir)
  const interrupted = !isNew && (await wasInterrupted(paths.dataDir))

  // The session stays superuser until the schema is this app's; from then on every (re)opening makes it `app`.
  let migrated = false
  const engine = await openPglite({
    dataDir: paths.dataDir,
    startup: async (session) => {
      if (migrated) await startSession(session)
    },
    ...(options.onHealth ? { onHealth: options.onHealth } : {}),
  })
  const maintenance = startMaintenance(engine, options.onHealth ? { onHealth: options.onHealth } : {})
  try {
    const damage = interrupted ? await findQuickly(engine) : null
    if (damage) throw new DamagedVault(damage)
    const { beforeMigration, appVersion } = options
    if (!isNew || (await pending(engine, files)).length > 0) {
      await migrate(engine, {
        appVersion,
        files,
        ...(beforeMigration ? { before: (file) => beforeMigration(file, engine, maintenance) } : {}),
      })
    }
    migrated = true
    await startSession(engine)
    writeMarker(paths, { appVersion, migrations: files.migrations.map((file) => file.name) })
  } catch (error) {
    await maintenance.stop()
    await engine.close()
    throw error
  }
  const stopUpkeep = startUpkeep(engine, (message) => options.onHealth?.({ event: 'warning', message }))
  return {
    paths,
    engine,
    maintenance,
    warnings,
    isNew,
    async close() {
      await stopUpkeep()
      await maintenance.stop()
      await engine.close()
      lock.release()
    },
  }
}

function holdsNothing(dataDir: string): boolean {
  return !existsSync(dataDir) || readdirSync(dataDir).length === 0
}
