import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A backup is a folder named by the moment it was taken; beside it lie only folders that are not yet, or not, one. */
const backupId = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z(-\d+)?$/
const unfinished = /\.(partial|check|removed)$/

/** True for names this app gives; everything that comes from outside is held against it before it becomes a path. */
export function isBackupId(name: string): boolean {
  return backupId.test(name)
}

/** A name for a backup taken at `at` that no other one has. */
export function newBackupId(at: Date, taken: readonly string[]): string {
  const stamp = stampOf(at)
  let id = stamp
  for (let n = 2; taken.includes(id); n++) id = `${stamp}-${n}`
  return id
}

/** An instant as a name that every file system takes. */
export function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`
}

export const dataIn = (backup: string) => join(backup, 'data')
export const manifestIn = (backup: string) => join(backup, 'manifest.json')
export const verdictIn = (backup: string) => join(backup, 'verified.json')

/** Being written; renamed to the backup's own name when whole. */
export const partialOf = (backupsDir: string, id: string) => join(backupsDir, `${id}.partial`)
/** A copy that is opened to check it: opening changes files, and a backup's files never change. */
export const checkOf = (backupsDir: string, id: string) => join(backupsDir, `${id}.check`)
/** On its way out: renamed first, so that half a removal never looks like a backup. */
export const removedOf = (backupsDir: string, id: string) => join(backupsDir, `${id}.removed`)

/** The ids of all backups, in no order of meaning: the clock may have jumped. Empty where there is no folder. */
export async function backupIds(backupsDir: string): Promise<string[]> {
  const names = await readdir(backupsDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter(isBackupId)
}

/** Makes the folder and clears away what a process killed in the middle left behind: none of it was ever a backup. */
export async function prepareBackupsDir(backupsDir: string): Promise<void> {
  await mkdir(backupsDir, { recursive: true, mode: 0o700 })
  for (const name of await readdir(backupsDir)) {
    if (unfinished.test(name) && isBackupId(name.replace(unfinished, ''))) {
      await rm(join(backupsDir, name), { recursive: true, force: true })
    }
  }
}
