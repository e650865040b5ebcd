import { catchUp } from '../../db/search-index'
import type { Log } from '../log'
import type { Topics } from '../topics'
import type { VaultKeeper } from '../vault-keeper'

interface SearchIndexOptions {
  readonly keeper: VaultKeeper
  readonly topics: Topics
  readonly log: Log
}

/** Long enough that saves in a row are read together, short enough that nobody searches sooner. */
const afterSaveMs = 400
/** What the first screen asks for comes first. */
const afterOpeningMs = 2_000

/** Lets search read what was saved: soon after a save, and after the opening what a process now dead had left. */
export class SearchIndex {
  /** Of each workspace the instant up to which search has read; unknown after the vault was opened. */
  private readonly reached = new Map<string, string | null>()
  private readonly waiting = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private underWay: Promise<void> = Promise.resolve()
  private stopped = false
  private readonly unlisten: () => void

  constructor(private readonly options: SearchIndexOptions) {
    this.unlisten = options.topics.listen((workspaceId, { aggregate }) => {
      if (aggregate === 'entity' && workspaceId) this.soon([workspaceId], afterSaveMs)
    })
  }

  /** To be called when a vault was opened: it may be another, or an older one. */
  startAgain(workspaceIds: readonly string[]): void {
    this.reached.clear()
    this.soon(workspaceIds, afterOpeningMs)
  }

  /** Ends it; what is behind then is read after the next opening. */
  async close(): Promise<void> {
    this.stopped = true
    this.unlisten()
    clearTimeout(this.timer)
    await this.underWay
  }

  private soon(workspaceIds: readonly string[], ms: number): void {
    for (const id of workspaceIds) this.waiting.add(id)
    if (this.stopped || this.timer) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.underWay = this.underWay.then(() => this.round())
    }, ms)
    this.timer.unref()
  }

  private async round(): Promise<void> {
    const ids = [...this.waiting]
    this.waiting.clear()
    for (const id of ids) {
      const vault = this.options.keeper.openVault
      if (this.stopped || !vault) return
      try {
        const since = this.reached.get(id) ?? null
        this.reached.set(id, await catchUp(vault.engine, id, since, () => this.stopped))
      } catch (error) {
        this.options.log.error(
          'Search could not read what was saved; it tries again with the next save.',
          error,
        )
      }
    }
  }
}
