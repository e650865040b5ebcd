import { existsSync } from 'node:fs'
import type { RestorePlan } from '../../contract/vault'
import { acquireLock } from '../lock'
import { schemaFiles } from '../migrate'
import { quarantinePlace } from '../quarantine'
import type { VaultPaths } from '../vault-paths'
import { readNotedCounts, type VaultCounts } from './counts'
import type { RunOptions } from './launch'
import { isBackupId, stampOf } from './layout'
import { entryOf, type FoundBackup, findBackups, problemOf } from './list'
import type { Manifest } from './manifest'
import { finishInterruptedRestore, stagingOf, swap } from './swap'
import { judge } from './verify'

export interface RestoreOptions extends RunOptions {
  readonly paths: VaultPaths
  readonly appVersion: string
  /** Default: the newest that turns out to be good. A named one is restored or nothing is. */
  readonly id?: string | null | undefined
  /** Told of each backup that is tried. */
  readonly onBackup?: (id: string) => void
}

export interface Restored {
  readonly restoredFrom: string
  /** Where the vault lies that was there before; null where there was none. */
  readonly quarantine: string | null
  /** Newer backups that were passed over, and why. */
  readonly passedOver: readonly { readonly id: string; readonly problem: string }[]
}

/** No backup could be restored. The vault is as it was. */
export class NoGoodBackupError extends Error {
  override readonly name = 'NoGoodBackupError'
  constructor(readonly passedOver: Restored['passedOver']) {
    const [first] = passedOver
    super(
      first
        ? `No backup could be restored; the newest one failed: ${first.problem} Choose another one, or export what can still be read.`
        : 'There is no backup to restore. Export what can still be read.',
    )
  }
}

/**
 * Copies a backup beside the vault, opens and checks that copy, and only then exchanges the two; the vault that was
 * there moves to quarantine whole and is never deleted. Newest first, falling through to the next that is good.
 * The vault must be closed. The restored one begins a new chain of events: it has no device id until one is made.
 * @throws NoGoodBackupError, LockedError, the signal's reason; then the vault is as it was.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { paths } = options
  const lock = await acquireLock(paths.lockFile, { socketPath: paths.socketPath })
  try {
    finishInterruptedRestore(paths)
    const candidates = await candidatesFor(paths, options.id)
    const passedOver: { id: string; problem: string }[] = []
    for (const candidate of candidates) {
      options.onBackup?.(candidate.id)
      const problem = await prepare(candidate, options)
      if (problem) passedOver.push({ id: candidate.id, problem })
      else if (candidate.manifest) {
        return { restoredFrom: candidate.id, quarantine: exchange(paths, candidate.manifest), passedOver }
      }
    }
    throw new NoGoodBackupError(passedOver)
  } finally {
    try {
      finishInterruptedRestore(paths)
    } finally {
      lock.release()
    }
  }
}

async function candidatesFor(paths: VaultPaths, id: string | null | undefined): Promise<FoundBackup[]> {
  const all = await findBackups(paths.backupsDir)
  if (id === null || id === undefined) return all
  return all.filter((found) => isBackupId(id) && found.id === id)
}

/** A sentence where this backup cannot become the vault; null when its checked copy waits in its place. */
async function prepare(found: FoundBackup, options: RestoreOptions): Promise<string | null> {
  const problem = cannotServe(found, options)
  if (problem) return problem
  const verdict = await judge(found.folder, stagingOf(options.paths), true, options)
  return verdict.state === 'verified' ? null : (verdict.problem ?? 'It could not be checked.')
}

/** Without naming one, only a backup of this very vault is taken, and none that failed a check before. */
function cannotServe(found: FoundBackup, { paths, id }: Pick<RestoreOptions, 'paths' | 'id'>): string | null {
  const { manifest, problem } = id ? found : { ...found, problem: problemOf(found) }
  if (problem || !manifest) return problem ?? 'Its manifest cannot be read.'
  const known = new Set(schemaFiles().migrations.map((file) => file.name))
  if (manifest.migrations.some((name) => !known.has(name))) {
    return 'It was made by a newer PromptStudio. Install the newest version to restore it.'
  }
  const noted = readNotedCounts(paths)?.counts
  if (!id && noted && isForeign(noted, manifest.counts)) return 'It belongs to another vault.'
  return null
}

function isForeign(noted: VaultCounts, found: VaultCounts): boolean {
  const ids = Object.keys(noted.workspaces)
  return ids.length > 0 && !ids.some((id) => id in found.workspaces)
}

function exchange(paths: VaultPaths, { appVersion, migrations }: Manifest): string | null {
  const hadVault = existsSync(paths.dataDir)
  const quarantine = quarantinePlace(paths, stampOf(new Date()))
  swap(paths, quarantine, { appVersion, migrations })
  return hadVault ? quarantine : null
}

/**
 * What a restore would bring and what it would lack. Reads manifests and sizes only.
 * @throws NoGoodBackupError where no backup looks usable, or not the named one
 */
export async function planRestore(options: RestoreOptions): Promise<RestorePlan> {
  const candidates = await candidatesFor(options.paths, options.id)
  const passedOver: { id: string; problem: string }[] = []
  for (const candidate of candidates) {
    const problem = cannotServe(candidate, options)
    if (!problem) return planFor(candidate, readNotedCounts(options.paths)?.counts ?? null)
    passedOver.push({ id: candidate.id, problem })
  }
  throw new NoGoodBackupError(passedOver)
}

function planFor(found: FoundBackup, noted: VaultCounts | null): RestorePlan {
  const backup = entryOf(found)
  return {
    backup,
    missingItems: noted ? Math.max(0, noted.items - backup.items) : null,
    missingRuns: noted ? Math.max(0, noted.runs - backup.runs) : null,
  }
}
