import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fsyncFolder } from '../durable-files'
import { removedOf } from './layout'
import { type FoundBackup, problemOf } from './list'

export interface Keep {
  readonly newest: number
  readonly days: number
  readonly weeks: number
  readonly migrations: number
  /** All backups together; hard-linked files are counted in each, so this errs towards removing. Bytes. */
  readonly bytes: number
}

export const usualKeep: Keep = { newest: 3, days: 7, weeks: 4, migrations: 2, bytes: 20 * 1024 ** 3 }

/**
 * Which backups may go. Kept are the newest ones, the newest of each day and week, the ones before migrations, and
 * always the newest verified one, whatever the size. A clock that reads earlier than the newest backup removes nothing.
 * @param backups newest first
 */
export function toRemove(backups: readonly FoundBackup[], now: Date, keep: Keep = usualKeep): string[] {
  const good = backups.filter((found) => found.manifest !== null && !problemOf(found))
  const newest = good[0]?.manifest
  if (!newest || now.getTime() < new Date(newest.takenAt).getTime()) return []
  const verified = good.find(({ verdict }) => verdict?.state === 'verified')?.id
  const kept = new Set<string>([
    ...good.slice(0, keep.newest).map(({ id }) => id),
    ...newestOfEach(good, keep.days, (taken) => taken.slice(0, 10)),
    ...newestOfEach(good, keep.weeks, (taken) => String(weekOf(taken))),
    ...good
      .filter(({ manifest }) => manifest?.reason === 'migration')
      .slice(0, keep.migrations)
      .map(({ id }) => id),
  ])
  let room = keep.bytes
  for (const { id, manifest } of good) {
    room -= kept.has(id) ? (manifest?.bytes ?? 0) : 0
    if (room < 0 && id !== good[0]?.id) kept.delete(id)
  }
  return good.filter(({ id }) => !kept.has(id) && id !== verified).map(({ id }) => id)
}

function newestOfEach(
  backups: readonly FoundBackup[],
  most: number,
  spanOf: (taken: string) => string,
): string[] {
  const spans = new Map<string, string>()
  for (const { id, manifest } of backups) {
    const span = spanOf(manifest?.takenAt ?? '')
    if (!spans.has(span) && spans.size < most) spans.set(span, id)
  }
  return [...spans.values()]
}

const weekOf = (taken: string): number => Math.floor(new Date(taken).getTime() / (7 * 24 * 60 * 60_000))

/** Removes what may go; renamed first, so that half a removal never looks like a backup. Answers the ids. */
export async function removeOld(
  backupsDir: string,
  backups: readonly FoundBackup[],
  now: Date,
  keep: Keep = usualKeep,
): Promise<string[]> {
  const ids = toRemove(backups, now, keep)
  for (const id of ids) {
    await rename(join(backupsDir, id), removedOf(backupsDir, id))
    fsyncFolder(backupsDir)
    await rm(removedOf(backupsDir, id), { recursive: true, force: true })
  }
  return ids
}
