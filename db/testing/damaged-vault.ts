import { createHash } from 'node:crypto'
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { restore } from '../backup/restore'
import { takeBackup } from '../backup/take'
import { findQuickly } from '../health-check'
import type { VaultPaths } from '../vault-paths'
import { appVersion, newAuthor, openTestVault, takeOf } from './backups'
import type { Damage, RelationFiles } from './damage'

/** A closed vault with one backup, and a copy of its data that every damage begins from. */
export interface DamagePatient {
  readonly paths: VaultPaths
  readonly pristine: string
  readonly files: RelationFiles
  readonly backup: string
}

export async function newPatient(paths: VaultPaths): Promise<DamagePatient> {
  const vault = await openTestVault(paths)
  const author = await newAuthor(vault.engine)
  for (let n = 2; n <= 12; n++) await author.save(n)
  // As the idle studio does: the catalogue then knows how long the tables are.
  await vault.engine.superuser((session) => session.exec('vacuum analyze'))
  const files = await relationFiles(vault.engine)
  const { id } = await takeBackup(takeOf(vault))
  await vault.close()
  const pristine = join(paths.folder, '..', 'pristine')
  cpSync(paths.folder, pristine, { recursive: true })
  return { paths, pristine, files, backup: id }
}

const pathsRow = z.object({ heap: z.string(), index: z.string(), toast: z.string() })

async function relationFiles(engine: Parameters<typeof findQuickly>[0]): Promise<RelationFiles> {
  const { rows } = await engine.superuser((session) =>
    session.query(
      `select pg_relation_filepath(c.oid) as heap, pg_relation_filepath(c.reltoastrelid) as toast,
         pg_relation_filepath(i.indexrelid) as index
       from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary where c.oid = 'content'::regclass`,
    ),
  )
  return pathsRow.parse(rows[0])
}

export interface Outcome {
  /** What the vault said when it was opened or looked at; null where the damage went unnoticed. */
  readonly detected: string | null
  /** Whether quarantine holds the files as the damage left them. */
  readonly preserved: boolean
  readonly restoredFrom: string
  /** Whether the vault opens afterwards with everything in it. */
  readonly whole: boolean
  readonly restoreMs: number
}

/** Harms the vault in one way, tries to open it, and restores it. */
export async function surviveDamage(patient: DamagePatient, damage: Damage): Promise<Outcome> {
  const { paths, pristine } = patient
  rmSync(paths.folder, { recursive: true })
  cpSync(pristine, paths.folder, { recursive: true })
  damage.harm(paths.dataDir, patient.files)
  const detected = await detect(paths)
  const before = fingerprint(paths.dataDir)
  const began = performance.now()
  const { restoredFrom, quarantine } = await restore({ paths, appVersion })
  const restoreMs = performance.now() - began
  const kept =
    quarantine && existsSync(join(quarantine, 'data')) ? fingerprint(join(quarantine, 'data')) : 'nothing'
  const whole = (await detect(paths)) === null
  return { detected, preserved: kept === before, restoredFrom, whole, restoreMs }
}

async function detect(paths: VaultPaths): Promise<string | null> {
  try {
    const vault = await openTestVault(paths)
    try {
      return await findQuickly(vault.engine)
    } finally {
      await vault.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Names, sizes and contents of a folder in one value. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    hash.update(name)
    if (lstatSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
