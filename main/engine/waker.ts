/** Wakes those who wait for the next change. */
export class Waker {
  private readonly waiting = new Set<() => void>()

  wake(): void {
    for (const each of [...this.waiting]) each()
  }

  /** Resolves at the next change, or when the signal aborts. */
  next(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.waiting.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      // Gone while it read what came before: no event will tell of it any more.
      if (signal?.aborted) return resolve()
      this.waiting.add(done)
      signal?.addEventListener('abort', done)
    })
  }
}
