/** The user may wait this long for a background step to end. */
const targetMs = 50

export interface StepOptions {
  readonly signal?: AbortSignal
  /** Items in the first step; default 16. Later ones grow and shrink with the time they take. */
  readonly first?: number
}

/**
 * Cuts background work into steps of about 50 ms. `run` gets the next items and makes one call of the engine with
 * `lane: 'background'`; between two steps whoever waits goes first. The time a step waits counts as well, so that
 * steps get smaller while the user works. Rejects with the signal's reason, or with what `run` threw.
 */
export async function inSteps<T>(
  items: readonly T[],
  run: (batch: readonly T[]) => Promise<void>,
  { signal, first = 16 }: StepOptions = {},
): Promise<void> {
  let size = first
  for (let at = 0; at < items.length; ) {
    signal?.throwIfAborted()
    const batch = items.slice(at, at + size)
    const began = performance.now()
    await run(batch)
    at += batch.length
    size = nextSize(size, performance.now() - began)
  }
}

/** At most doubled, so that one lucky step does not make the next one long. */
function nextSize(size: number, tookMs: number): number {
  const fitting = (size * targetMs) / Math.max(tookMs, 1)
  return Math.max(1, Math.floor(Math.min(fitting, size * 2)))
}
