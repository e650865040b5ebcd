import type { BackupEntry, RestorePlan } from '../../contract/vault'
import { readNextXid } from '../../db/backup/counts'
import { exportEverything } from '../../db/backup/export'
import type { Launch } from '../../db/backup/launch'
import { entryOf, findBackups, listBackups } from '../../db/backup/list'
import { NoGoodBackupError, planRestore, restore } from '../../db/backup/restore'
import { removeOld } from '../../db/backup/retention'
import { dueForVerification, isBackupDue } from '../../db/backup/schedule'
import { takeBackup } from '../../db/backup/take'
import { verifyBackup } from '../../db/backup/verify'
import type { Vault } from '../../db/open'
import type { VaultPaths } from '../../db/vault-paths'
import { notFound, refused } from '../failure'
import type { Log } from '../log'
import type { Topics } from '../topics'
import type { VaultKeeper } from '../vault-keeper'
import type { BegunJob, JobSteps, Jobs } from './jobs'

interface BackupsOptions {
  readonly paths: VaultPaths
  readonly appVersion: string
  readonly keeper: VaultKeeper
  readonly topics: Topics
  readonly jobs: Jobs
  readonly log: Log
  readonly launch: Launch | undefined
  /** Ends what works in the vault, before it is closed for a restore. */
  readonly quiesce: () => Promise<void>
}

const lookEveryMs = 60_000

/** The vault's backups: taken one at a time, verified in a process of their own, restored beside the vault. */
export class Backups {
  private underWay: Promise<unknown> = Promise.resolve()
  private busy = 0
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> = Promise.resolve()
  /** The id of the newest backup that was taken since the vault was opened. */
  private newestOfOurs: string | null = null
  private readonly ending = new AbortController()

  constructor(private readonly options: BackupsOptions) {}

  get isRunning(): boolean {
    return this.busy > 0
  }

  list(): Promise<BackupEntry[]> {
    return listBackups(this.options.paths.backupsDir)
  }

  /** A backup as a job that every window sees. */
  backUp(reason: BackupEntry['reason']): BegunJob<BackupEntry> {
    return this.options.jobs.beginForVault({ kind: 'backup.take', work: (steps) => this.take(reason, steps) })
  }

  /** A check as a job that every window sees. */
  check(id: string): BegunJob<BackupEntry> {
    const work = ({ signal }: JobSteps) => this.oneAtATime(() => this.verifyNow(id, signal), signal)
    return this.options.jobs.beginForVault({ kind: 'backup.verify', work })
  }

  /** @throws VAULT_CLOSED, BackupError, the signal's reason */
  async take(reason: BackupEntry['reason'], steps?: JobSteps): Promise<BackupEntry> {
    const vault = await this.options.keeper.vault()
    return this.oneAtATime(() => this.takeNow(vault, reason, steps), steps?.signal)
  }

  /**
   * Rejects where the backup cannot be made or does not verify: then nothing is migrated. Not in the queue: a vault that
   * opens has no other work yet, and a restore, which opens an older one, holds the queue until it is open.
   */
  async beforeMigration(vault: Pick<Vault, 'engine' | 'maintenance'>): Promise<void> {
    const { id } = await this.takeNow(vault, 'migration')
    const checked = await this.verifyNow(id)
    if (checked.state !== 'verified') {
      throw refused('no_backup', `The backup before the update could not be verified: ${checked.problem}`)
    }
  }

  /** Looks every minute whether a backup or a check is due, until `close`. */
  startSchedule(): void {
    this.timer = setInterval(() => this.look(), lookEveryMs)
    this.timer.unref()
  }

  /** The last backup of the day's work, where something was written since the one before; after `close`. */
  async atQuit(): Promise<void> {
    const vault = this.options.keeper.openVault
    if (!vault) return
    try {
      if (await this.hasChanged(vault))
        await this.oneAtATime(() => this.takeNow(vault, 'quit', { atQuit: true }))
    } catch (error) {
      this.options.log.error('The backup at quit was not made.', error)
    }
  }

  plan(id: string | null | undefined): Promise<RestorePlan> {
    const { paths, appVersion, launch } = this.options
    return sayingWhy(() => planRestore({ paths, appVersion, launch, id }))
  }

  /** Closes the vault, restores beside it, swaps, and opens what is there then. */
  restore(id: string): Promise<{ restoredFrom: string; quarantine: string | null }> {
    const { paths, appVersion, keeper, launch } = this.options
    return this.oneAtATime(async () => {
      await this.options.quiesce()
      const open = keeper.openVault
      if (open) await this.takeNow(open, 'restore').catch((error: unknown) => this.goOnWithout(error))
      return keeper.whileClosed(() => sayingWhy(() => restore({ paths, appVersion, launch, id })))
    })
  }

  export(): Promise<{ folder: string; files: number; bytes: number }> {
    const { paths, launch } = this.options
    return this.oneAtATime(() => exportEverything({ paths, launch }))
  }

  /** Ends the schedule and what is under way; a backup that was not finished leaves nothing behind. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    this.ending.abort()
    await Promise.allSettled([this.looking, this.underWay])
  }

  /** A vault may open and be damaged all the same: that is no reason to keep it. It goes to quarantine whole. */
  private goOnWithout(error: unknown): void {
    this.options.log.error('The backup before the restore was not made; the vault goes to quarantine.', error)
  }

  private look(): void {
    if (this.isRunning) return
    this.looking = this.doWhatIsDue().catch((error: unknown) => {
      this.options.log.error('A scheduled backup was not made.', error)
    })
  }

  private async doWhatIsDue(): Promise<void> {
    const vault = this.options.keeper.openVault
    if (!vault) return
    const { backupsDir } = this.options.paths
    const moment = {
      now: new Date(),
      backups: await findBackups(backupsDir),
      changed: await this.hasChanged(vault),
    }
    // What goes wrong with a job is logged and told by the jobs.
    if (isBackupDue(moment) && (await this.backUp('schedule').ended).state !== 'done') return
    const unverified = dueForVerification({ now: new Date(), backups: await findBackups(backupsDir) })
    if (unverified) await this.check(unverified).ended
  }

  private async takeNow(
    { engine, maintenance }: Pick<Vault, 'engine' | 'maintenance'>,
    reason: BackupEntry['reason'],
    { progress, signal, atQuit }: Partial<JobSteps> & { readonly atQuit?: boolean } = {},
  ): Promise<BackupEntry> {
    const { paths, appVersion } = this.options
    const [newest] = await findBackups(paths.backupsDir)
    const likelyFiles = newest?.manifest?.files.length
    const { id } = await takeBackup({
      engine,
      maintenance,
      paths,
      appVersion,
      reason,
      // The last one is made while everything else ends.
      signal: atQuit ? undefined : anyOf(this.ending.signal, signal),
      onProgress: likelyFiles ? (files) => void progress?.(files / likelyFiles) : undefined,
    })
    this.newestOfOurs = id
    await this.thinOut()
    return this.entry(id)
  }

  /** Short visits to the studio make backups too, so that each one makes room for itself. */
  private async thinOut(): Promise<void> {
    const { backupsDir } = this.options.paths
    try {
      await removeOld(backupsDir, await findBackups(backupsDir), new Date())
    } catch (error) {
      this.options.log.error('Old backups could not be removed.', error)
    }
  }

  private async verifyNow(id: string, asked?: AbortSignal): Promise<BackupEntry> {
    await this.entry(id)
    const { paths, appVersion, launch } = this.options
    const signal = anyOf(this.ending.signal, asked)
    return verifyBackup(id, { backupsDir: paths.backupsDir, appVersion, launch, signal })
  }

  /**
   * Every transaction that writes takes a number; opening a vault takes one too. A restored vault counts on from where
   * its backup stood, below the newest one: it is another vault than that and has changed.
   */
  private async hasChanged({ engine }: Vault): Promise<boolean> {
    const backups = await findBackups(this.options.paths.backupsDir)
    const newest = backups.find(({ manifest }) => manifest !== null)?.manifest
    if (!newest) return true
    const ownCommit = newest.id === this.newestOfOurs ? 0n : 1n
    const written = BigInt(await readNextXid(engine)) - BigInt(newest.nextXid)
    return written < 0n || written > ownCommit
  }

  private async entry(id: string): Promise<BackupEntry> {
    const found = (await findBackups(this.options.paths.backupsDir)).find((each) => each.id === id)
    if (!found) throw notFound('backup', id)
    return entryOf(found)
  }

  /** Who aborts while it still waits for its turn is answered at once. */
  private oneAtATime<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const begin = () => {
      signal?.throwIfAborted()
      return work()
    }
    const next = this.underWay.then(begin, begin)
    this.underWay = next
    this.busy++
    this.announce()
    const done = () => {
      this.busy--
      this.announce()
    }
    next.then(done, done)
    return signal ? Promise.race([next, abortOf(signal)]) : next
  }

  private announce(): void {
    this.options.topics.announce(null, { aggregate: 'vault', id: null })
  }
}

const anyOf = (one: AbortSignal, other: AbortSignal | undefined): AbortSignal =>
  other ? AbortSignal.any([one, other]) : one

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function sayingWhy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NoGoodBackupError) throw refused('no_good_backup', error.message)
    throw error
  }
}
