import { DbError, type Lane } from '../engine'

interface Waiter {
  readonly lane: Lane
  /** performance.now() */
  readonly since: number
  begin(): void
}

/** Two callers that never pause would keep background work out for ever, and the log would grow without a checkpoint. */
const longestWaitMs = 2_000

/**
 * The one session's lock, first in first out, with two lanes: background work begins only while nobody waits in the
 * user's lane, or when it has waited for two seconds.
 */
export class Lanes {
  readonly #waiting: Record<Lane, Waiter[]> = { user: [], background: [] }
  #taken = false

  /**
   * Waits for the session. The answer gives it back; call it exactly once.
   * Rejects with a DbError `cancelled` when the signal fires first: then nothing was begun.
   */
  async take(lane: Lane, signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw cancelledInQueue()
    if (this.#taken) await this.#wait(lane, signal)
    this.#taken = true
    return () => this.#giveBack()
  }

  /** True while a call of the user waits: a long background step may look and stop early. */
  get userWaits(): boolean {
    return this.#waiting.user.length > 0
  }

  #wait(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#waiting[lane]
    return new Promise((resolve, reject) => {
      const drop = () => {
        queue.splice(queue.indexOf(waiter), 1)
        reject(cancelledInQueue())
      }
      const waiter: Waiter = {
        lane,
        since: performance.now(),
        begin() {
          signal?.removeEventListener('abort', drop)
          resolve()
        },
      }
      signal?.addEventListener('abort', drop, { once: true })
      queue.push(waiter)
    })
  }

  #giveBack(): void {
    const { user, background } = this.#waiting
    const [patient] = background
    const itsTurn = patient !== undefined && performance.now() - patient.since > longestWaitMs
    const next = (itsTurn ? undefined : user.shift()) ?? background.shift()
    // Stays taken on the way from hand to hand, so that nobody slips in between.
    if (next) next.begin()
    else this.#taken = false
  }
}

function cancelledInQueue(): DbError {
  return new DbError('cancelled', 'The call was cancelled before it began.', { detail: 'Nothing was done.' })
}
