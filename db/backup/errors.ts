import { codeOf } from './copy'
import { DamagedPageError } from './page-watch'

export type BackupErrorCode = 'no-space' | 'damaged' | 'unwritable' | 'failed'

/** No backup was made. The vault and all earlier backups are as they were. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  constructor(
    readonly code: BackupErrorCode,
    /** What happened, and what to do. */
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause })
  }
}

/** What a failure under way means to the user. An abort stays what it is. */
export function backupErrorOf(error: unknown, backupsDir: string, signal?: AbortSignal): unknown {
  if (error instanceof BackupError || signal?.aborted) return error
  if (error instanceof DamagedPageError) {
    return new BackupError(
      'damaged',
      `${error.message} No backup was made of it; restore the newest verified backup.`,
      error,
    )
  }
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const sentence = `The disk that holds ${backupsDir} is full: no backup was made. Free some space; earlier backups are kept.`
    return new BackupError('no-space', sentence, error)
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const sentence = `The folder ${backupsDir} cannot be written (${code}): no backup was made. Give your account access to it.`
    return new BackupError('unwritable', sentence, error)
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new BackupError('failed', `No backup was made: ${reason}`, error)
}
