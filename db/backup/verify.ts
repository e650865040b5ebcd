import { rm } from 'node:fs/promises'
import type { BackupEntry } from '../../contract/vault'
import { ChildEndedError, type RunOptions, runCheck } from './launch'
import { checkOf, isBackupId } from './layout'
import { entryOf, lookAt } from './list'
import { readVerdict, type Verdict, writeVerdict } from './verdict'

export interface VerifyOptions extends RunOptions {
  readonly backupsDir: string
  readonly appVersion: string
}

/**
 * Opens a copy of a backup in a process of its own, compares and checks it, and notes the verdict beside it. The backup
 * itself is only read. Never two at once. @throws Error where there is no such backup, or the signal's reason.
 */
export async function verifyBackup(id: string, options: VerifyOptions): Promise<BackupEntry> {
  const { backupsDir } = options
  if (!isBackupId(id)) throw new Error(`There is no backup ${id}.`)
  const found = await lookAt(backupsDir, id)
  if (!found.problem) {
    const copy = checkOf(backupsDir, id)
    try {
      await judge(found.folder, copy, false, options)
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }
  return entryOf(await lookAt(backupsDir, id))
}

/** Copies and checks a backup and notes what was found. A check that was ended says nothing against the backup. */
export async function judge(
  backup: string,
  copy: string,
  becomesVault: boolean,
  options: Omit<VerifyOptions, 'backupsDir'>,
): Promise<Verdict> {
  await rm(copy, { recursive: true, force: true })
  const verdict = (state: Verdict['state'], problem: string | null): Verdict => {
    const { appVersion } = options
    return { state, problem, at: new Date().toISOString(), appVersion }
  }
  try {
    const problem = await runCheck({ backup, copy, becomesVault }, options)
    const found = verdict(problem ? 'broken' : 'verified', problem)
    writeVerdict(backup, found)
    return found
  } catch (error) {
    if (!(error instanceof ChildEndedError)) throw error
    const cut = verdict('whole', `The check was not finished: ${error.message}`)
    // Sums that agree are worth noting, unless more is known already.
    if (error.steps.includes('copied') && !(await readVerdict(backup))) writeVerdict(backup, cut)
    return cut
  }
}
