import { readFileSync, statfsSync, statSync } from 'node:fs'
import { GuardError, guardDataDir } from '../guards'
import type { VaultPaths } from '../vault-paths'
import { type Check, finding, fine, type Outcome, restoreRemedy } from './result'

/** A backup that cannot be written is no backup; and recovery needs room too. */
const leastFreeBytes = 512 * 1024 * 1024

/** What can be said of a vault without opening it. `open`: this process has it open. */
export function fileChecks(paths: VaultPaths, open: boolean): Check[] {
  return [
    { name: 'files', look: () => lookAtFiles(paths) },
    { name: 'lock', look: () => lookAtLock(paths, open) },
    { name: 'disk', look: () => lookAtDisk(paths) },
  ]
}

function lookAtFiles({ dataDir }: VaultPaths): Outcome {
  try {
    const [warning] = guardDataDir(dataDir)
    return warning ? finding(warning.sentence, warning.remedy) : fine('The vault has all its files.')
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    return finding(error.sentence, error.code === 'damaged' ? restoreRemedy : error.remedy)
  }
}

function lookAtLock({ lockFile }: VaultPaths, open: boolean): Outcome {
  const owner = ownerOf(lockFile)
  if (!open) {
    return owner === undefined
      ? fine('Nobody holds the vault.')
      : fine(`The lock names process ${owner}. It counts only while that process lives.`)
  }
  if (owner === process.pid) return fine(`The vault is locked for this process (${owner}).`)
  return finding(
    `The vault is open, but its lock ${owner === undefined ? 'is gone' : `names process ${owner}`}.`,
    'Close every PromptStudio that uses this folder, then start one: two at once would damage the vault.',
  )
}

function ownerOf(lockFile: string): number | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(lockFile, 'utf8'))
    const pid: unknown = typeof lock === 'object' && lock !== null ? Reflect.get(lock, 'pid') : undefined
    return typeof pid === 'number' ? pid : undefined
  } catch {
    return undefined
  }
}

function lookAtDisk({ folder, backupsDir }: VaultPaths): Outcome {
  const free = [folder, backupsDir].filter(exists).map((place) => {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize
  })
  return judgeDisk(Math.min(...free))
}

/** @param free bytes, on the fuller of the disks that vault and backups lie on */
export function judgeDisk(free: number): Outcome {
  const megabytes = Math.floor(free / 1024 / 1024)
  if (free >= leastFreeBytes) return fine(`${megabytes} MB are free for vault and backups.`)
  return finding(
    `Only ${megabytes} MB are free.`,
    'Free some space on this disk: saving and backups need it.',
  )
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
