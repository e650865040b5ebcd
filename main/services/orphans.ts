import type { Door } from '../../contract/vocabulary'
import type { Engine } from '../../db/engine'
import { type InterruptedNeeds, tellInterrupted } from './interrupted'

/** Reading every month's runs for the first time takes longer than a window waits for its library. */
const lookAfterMs = 1000

/**
 * What was under way when a studio ended, interrupted once for each opening of the vault: a second after it, or
 * as soon as somebody asks about runs.
 */
export class Orphans {
  private next: () => Promise<void> = async () => {}
  private looked: Promise<void> = Promise.resolve()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly needs: InterruptedNeeds) {}

  /** A vault was opened: what runs in it belongs to a process now dead. */
  startAgain(engine: Engine, by: { readonly deviceId: string; readonly door: Door }): void {
    clearTimeout(this.timer)
    this.next = () => this.look(engine, by)
    this.timer = setTimeout(() => void this.settled(), lookAfterMs)
    this.timer.unref()
  }

  /** Resolves when no run is shown as under way that is not. Never rejects. */
  settled(): Promise<void> {
    const look = this.next
    this.next = async () => {}
    this.looked = this.looked.then(look)
    return this.looked
  }

  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.next = async () => {}
    await this.looked
  }

  private async look(engine: Engine, by: { readonly deviceId: string; readonly door: Door }): Promise<void> {
    try {
      await tellInterrupted(this.needs, engine, by)
    } catch (error) {
      this.needs.log.error('What the last studio left under way could not be looked for.', error)
    }
  }
}
