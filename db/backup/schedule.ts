import type { FoundBackup } from './list'

const minuteMs = 60_000
/** A large vault takes longer to copy and to keep. */
const largeBytes = 500 * 1024 * 1024

export interface Moment {
  readonly now: Date
  /** Newest first. */
  readonly backups: readonly FoundBackup[]
  /** Whether anything was written since the newest. */
  readonly changed: boolean
}

/**
 * Whether the clock asks for a backup: every 15 minutes when something changed, every hour above 500 MB. A clock that
 * was set back has passed no time, so one is due when it reads earlier than the newest backup.
 */
export function isBackupDue({ now, backups, changed }: Moment): boolean {
  if (!changed) return false
  const newest = backups.find(({ manifest }) => manifest !== null)?.manifest
  if (!newest) return true
  const passed = now.getTime() - new Date(newest.takenAt).getTime()
  const every = newest.bytes > largeBytes ? 60 * minuteMs : 15 * minuteMs
  return passed >= every || passed < 0
}

/** The backup to verify now: the newest usable one, where none was verified for a day; null where none is due. */
export function dueForVerification({ now, backups }: Pick<Moment, 'now' | 'backups'>): string | null {
  const dayAgo = now.getTime() - 24 * 60 * minuteMs
  const isRecent = backups.some(
    ({ verdict }) => verdict?.state === 'verified' && new Date(verdict.at).getTime() > dayAgo,
  )
  if (isRecent) return null
  return backups.find(({ manifest, problem, verdict }) => manifest && !problem && !verdict)?.id ?? null
}
