import type { BackupEntry } from '../../contract/vault'
import { finding, fine, type Outcome } from './result'

const day = 24 * 60 * 60_000

/**
 * What the backups are worth. `entries` newest first; `lastWriteAt` (ISO) is the vault's last write, null where it is
 * unknown, which counts as just now.
 */
export function judgeBackups(
  entries: readonly BackupEntry[],
  lastWriteAt: string | null,
  now: Date,
): Outcome {
  const broken = entries.filter(({ state }) => state === 'broken')
  const newest = entries.find(({ state }) => state !== 'broken')
  const verified = entries.find(({ state }) => state === 'verified')
  if (!newest) {
    const sentence = broken.length > 0 ? 'Every backup is broken.' : 'There is no backup yet.'
    return finding(sentence, 'Make one: promptstudio backup.')
  }
  const lastWrite = lastWriteAt === null ? now.getTime() : Date.parse(lastWriteAt)
  const age = (entry: BackupEntry) => now.getTime() - Date.parse(entry.takenAt)
  const outdated = (entry: BackupEntry, most: number) =>
    age(entry) > most && lastWrite > Date.parse(entry.takenAt)
  if (outdated(newest, day)) {
    return finding(
      `The newest backup is of ${newest.takenAt.slice(0, 10)}.`,
      'Make one: promptstudio backup.',
    )
  }
  if (verified ? outdated(verified, 7 * day) : entries.some((entry) => age(entry) > day)) {
    const since = verified ? `since ${verified.takenAt.slice(0, 10)}` : 'at all'
    return finding(`No backup was verified ${since}.`, `Check one: promptstudio backup verify ${newest.id}.`)
  }
  const [first] = broken
  if (first) {
    const sentence = `${broken.length} of ${entries.length} backups are broken, such as ${first.id}.`
    return finding(sentence, 'Restore from another one; the broken ones may be removed by hand.')
  }
  const seen = verified ? `newest verified ${verified.id}` : 'none verified yet'
  return fine(`${entries.length} backups, newest ${newest.id}, ${seen}.`)
}
