import { join } from 'node:path'
import type { BackupEntry } from '../../contract/vault'
import { backupIds } from './layout'
import { type Manifest, readManifest } from './manifest'
import { readVerdict, type Verdict } from './verdict'
import { findMissing } from './whole'

/** A backup as found on the disk. `manifest` is null where it cannot be read. */
export interface FoundBackup {
  readonly id: string
  readonly folder: string
  readonly manifest: Manifest | null
  readonly verdict: Verdict | null
  /** Where a file of it is missing or cut, in a sentence; for what the last check found see `verdict`. */
  readonly problem: string | null
}

/** All backups, newest first by their sequence; no file of them is read but manifest and verdict. */
export async function findBackups(backupsDir: string): Promise<FoundBackup[]> {
  const found: FoundBackup[] = []
  for (const id of await backupIds(backupsDir)) found.push(await lookAt(backupsDir, id))
  return found.sort((a, b) => sequenceOf(b) - sequenceOf(a) || (a.id < b.id ? 1 : -1))
}

/** Where the manifest is gone the name tells when it was taken, but not its place: such ones come last. */
const sequenceOf = ({ manifest }: FoundBackup) => manifest?.sequence ?? 0

export async function lookAt(backupsDir: string, id: string): Promise<FoundBackup> {
  const folder = join(backupsDir, id)
  const verdict = await readVerdict(folder)
  try {
    const manifest = await readManifest(folder)
    const moved = manifest.id === id ? null : 'The folder was renamed.'
    return {
      id,
      folder,
      manifest,
      verdict,
      problem: moved ?? (await findMissing(folder, manifest)),
    }
  } catch (error) {
    return { id, folder, manifest: null, verdict, problem: manifestProblem(error) }
  }
}

function manifestProblem(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('It was made')) return error.message
  return 'Its manifest cannot be read.'
}

/** The backups as the screen shows them, newest first. */
export async function listBackups(backupsDir: string): Promise<BackupEntry[]> {
  return (await findBackups(backupsDir)).map(entryOf)
}

/** Why a backup must not be used, in a sentence. */
export function problemOf({ problem, verdict }: FoundBackup): string | null {
  return problem ?? (verdict?.state === 'broken' ? (verdict.problem ?? 'The last check failed.') : null)
}

export function entryOf(found: FoundBackup): BackupEntry {
  const { id, manifest, verdict } = found
  const problem = problemOf(found)
  return {
    id,
    takenAt: manifest?.takenAt ?? takenAtOf(id),
    reason: manifest?.reason ?? 'schedule',
    bytes: manifest?.bytes ?? 0,
    items: manifest?.counts.items ?? 0,
    runs: manifest?.counts.runs ?? 0,
    state: problem ? 'broken' : (verdict?.state ?? 'unchecked'),
    problem: problem ?? verdict?.problem ?? null,
  }
}

/**
 * When the newest backup that is not known to be broken was taken, and the newest that was verified; ISO, null where
 * there is none. By names and verdicts alone: what every window asks at its start must not look at every file.
 */
export async function findNewest(
  backupsDir: string,
): Promise<{ readonly takenAt: string | null; readonly verifiedTakenAt: string | null }> {
  let takenAt: string | null = null
  for (const id of (await backupIds(backupsDir)).sort().reverse()) {
    const state = (await readVerdict(join(backupsDir, id)))?.state
    if (state !== 'broken') takenAt ??= takenAtOf(id)
    if (state === 'verified') return { takenAt, verifiedTakenAt: takenAtOf(id) }
  }
  return { takenAt, verifiedTakenAt: null }
}

function takenAtOf(id: string): string {
  const [day = '', time = ''] = id.slice(0, 19).split('T')
  return `${day}T${time.replaceAll('-', ':')}.000Z`
}
