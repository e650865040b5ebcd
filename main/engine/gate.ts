import { setTimeout as pause } from 'node:timers/promises'
import type { ConnectionLimits } from '../../contract/provider'

const minute = 60_000

/**
 * The door of one connection: so many requests at once, so many a minute, first come first served. Limits may change
 * while requests wait.
 */
export class Gate {
  private inside = 0
  private readonly entered: number[] = []
  private readonly waiting: (() => void)[] = []

  constructor(private limits: Pick<ConnectionLimits, 'atOnce' | 'perMinute'>) {}

  change(limits: Pick<ConnectionLimits, 'atOnce' | 'perMinute'>): void {
    this.limits = limits
    this.letIn()
  }

  /** True where nobody has to wait. */
  get isFree(): boolean {
    return this.waiting.length === 0 && this.room() && this.waitMs() === 0
  }

  /** Waits for its turn; the answer is to be called when the request has ended. @throws the signal's reason */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.isFree) this.take()
    else await this.turn(signal)
    let left = false
    return () => {
      if (left) return
      left = true
      this.inside -= 1
      this.letIn()
    }
  }

  private async turn(signal: AbortSignal): Promise<void> {
    for (let first = true; ; first = false) {
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          const at = this.waiting.indexOf(go)
          if (at >= 0) this.waiting.splice(at, 1)
          reject(signal.reason)
        }
        const go = () => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        signal.addEventListener('abort', leave, { once: true })
        // Whoever had its turn and could not enter yet stays in front.
        if (first) this.waiting.push(go)
        else this.waiting.unshift(go)
        this.letIn()
      })
      const ms = this.waitMs()
      if (ms === 0 && this.room()) return this.take()
      if (ms > 0) await pause(ms, undefined, { signal })
    }
  }

  private take(): void {
    this.inside += 1
    this.entered.push(Date.now())
  }

  /** Gives the next one its turn; it looks again before it enters. */
  private letIn(): void {
    if (!this.room()) return
    const ms = this.waitMs()
    if (ms === 0) this.waiting.shift()?.()
    else if (this.waiting.length > 0) setTimeout(() => this.letIn(), ms).unref()
  }

  private room(): boolean {
    return this.limits.atOnce === null || this.inside < this.limits.atOnce
  }

  private waitMs(): number {
    const { perMinute } = this.limits
    if (perMinute === null) {
      this.entered.length = 0
      return 0
    }
    const now = Date.now()
    while (this.entered[0] !== undefined && this.entered[0] <= now - minute) this.entered.shift()
    if (this.entered.length < perMinute) return 0
    return Math.max(1, (this.entered[this.entered.length - perMinute] ?? now) + minute - now)
  }
}
