/** Wakes those who wait for the next change. */
export class Waker {
  private readonly waiting = new Set<() => void>()

  wake(): void {
    for (const each of [...this.waiting]) each()
  }

  /** Resolves at the next change, when the signal aborts, or after so many milliseconds. */
  next(signal: AbortSignal | undefined, ms?: number): Promise<void> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const done = () => {
        clearTimeout(timer)
        this.waiting.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      // Gone while it read what came before: no event will tell of it any more.
      if (signal?.aborted) return resolve()
      this.waiting.add(done)
      signal?.addEventListener('abort', done)
      if (ms !== undefined) timer = setTimeout(done, ms)
    })
  }
}
