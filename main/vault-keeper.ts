import { ORPCError } from '@orpc/server'
import type { VaultStatus } from '../contract/vault'
import { BackupError } from '../db/backup/errors'
import { DamagedVault, GuardError } from '../db/guards'
import { LockedError } from '../db/lock'
import { ChangedMigrationError, MissingExtensionError, NewerVaultError } from '../db/migrate'
import { type OpenVaultOptions, openVault, type Vault } from '../db/open'
import type { PgliteEngine } from '../db/pglite/engine'
import { failure } from './failure'
import type { Log } from './log'

export type VaultPhase = VaultStatus['state']

interface State {
  readonly phase: VaultPhase
  readonly vault: Vault | null
  /** What happened and what to do, where the vault is not open. */
  readonly sentence: string | null
  readonly details: string | null
}

const closedSentences: Record<Exclude<VaultPhase, 'open'>, string> = {
  opening: 'The vault is still opening. Try again in a moment.',
  damaged: 'The vault did not open. Choose a backup on the restore screen.',
  newer: 'The vault belongs to a newer PromptStudio. Install the newest version to open it.',
  locked: 'Another PromptStudio has this vault open. Close that one, then try again.',
  blocked: 'The vault could not be opened. Nothing in it was changed.',
  restoring: 'The vault is being restored. It opens by itself when that is done.',
  closed: 'The vault is closed. Start the studio again.',
}

/**
 * Holds the one vault of this host through all of its states. A vault that does not open is a state that the screen
 * shows, never an exception that ends the host.
 */
export class VaultKeeper {
  private state: State = { phase: 'opening', vault: null, sentence: null, details: null }
  private opening: Promise<void> = Promise.resolve()
  private readonly watchers = new Set<() => void>()

  constructor(
    private readonly options: OpenVaultOptions,
    private readonly onOpen: (vault: Vault) => Promise<void>,
    private readonly log: Log,
    /** An opening that has begun already: the first. */
    private begun?: Promise<Vault>,
  ) {}

  get phase(): VaultPhase {
    return this.state.phase
  }

  get sentence(): string | null {
    return this.state.sentence ?? (this.state.phase === 'open' ? null : closedSentences[this.state.phase])
  }

  get details(): string | null {
    return this.state.details
  }

  /** The vault where it is open, else null. */
  get openVault(): Vault | null {
    return this.state.vault
  }

  open(): Promise<void> {
    this.opening = this.tryToOpen()
    return this.opening
  }

  /** Opens a vault that something else kept from being opened; in every other state it does nothing. */
  async openAgain(): Promise<void> {
    if (this.phase !== 'locked' && this.phase !== 'blocked') return
    this.become({ phase: 'opening', vault: null, sentence: null, details: null })
    await this.open()
  }

  /** Waits while the vault opens. @throws VAULT_CLOSED where it is not open */
  async vault(): Promise<Vault> {
    if (this.state.phase === 'opening') await this.opening
    const { vault, phase } = this.state
    if (vault) return vault
    throw failure('VAULT_CLOSED', this.sentence ?? closedSentences.closed, { state: phase })
  }

  async engine(): Promise<PgliteEngine> {
    return (await this.vault()).engine
  }

  onChange(watcher: () => void): void {
    this.watchers.add(watcher)
  }

  /** Closes the vault for `work` (which may replace its files) and opens it again, whatever became of the work. */
  async whileClosed<T>(work: () => Promise<T>): Promise<T> {
    const { vault } = this.state
    // First, so that a call that comes while it closes is told to wait.
    this.become({ phase: 'restoring', vault: null, sentence: null, details: null })
    try {
      await vault?.close()
      return await work()
    } finally {
      this.become({ phase: 'opening', vault: null, sentence: null, details: null })
      await this.open()
    }
  }

  async close(): Promise<void> {
    await this.opening
    const { vault } = this.state
    this.become({ phase: 'closed', vault: null, sentence: null, details: null })
    await vault?.close()
  }

  private async tryToOpen(): Promise<void> {
    try {
      const { begun = openVault(this.options) } = this
      this.begun = undefined
      const vault = await begun
      try {
        await this.onOpen(vault)
      } catch (error) {
        await vault.close()
        throw error
      }
      this.become({ phase: 'open', vault, sentence: null, details: null })
    } catch (error) {
      this.log.error('The vault did not open.', error)
      this.become(stateFor(error))
    }
  }

  private become(state: State): void {
    this.state = state
    for (const watcher of this.watchers) watcher()
  }
}

function stateFor(error: unknown): State {
  const sentence = error instanceof Error ? error.message : String(error)
  const phase = phaseAfter(error)
  const details = error instanceof Error ? `${error.name}: ${error.message}` : null
  return { phase, vault: null, sentence, details }
}

/** Whoever is offered a restore must have lost something: a full disk, say, is no reason to go back to yesterday. */
function phaseAfter(error: unknown): VaultPhase {
  if (error instanceof LockedError) return 'locked'
  if (error instanceof NewerVaultError) return 'newer'
  const obstacle =
    (error instanceof GuardError && !(error instanceof DamagedVault)) ||
    (error instanceof BackupError && error.code !== 'damaged') ||
    error instanceof ChangedMigrationError ||
    error instanceof MissingExtensionError ||
    error instanceof ORPCError
  return obstacle ? 'blocked' : 'damaged'
}
