import type { CallEnd } from '../providers/provider'

/** A provider that asks for a longer wait ends the run with that wait instead: nobody stares at a pane for a minute. */
const longestWaitSeconds = 10
const firstWaitMs = 500

/**
 * Failures before anything was answered, of a kind that passes: a busy or failing provider, a server that could not be
 * reached. Never what cost something already, and never what would fail the same way again.
 */
const passing: ReadonlySet<string> = new Set([
  'rate_limited',
  'overloaded',
  'provider_error',
  'connect',
  'dns',
])

/**
 * Milliseconds to wait before the next attempt, null where there is none. Without a wait that the provider asked for,
 * each is twice the one before, give or take a quarter, so that several runs do not come back together.
 * @param attempt the one that failed, from 1
 * @param random from 0 to 1
 */
export function waitBeforeRetry(
  end: CallEnd,
  {
    attempt,
    retries,
    random,
  }: { readonly attempt: number; readonly retries: number; readonly random: number },
): number | null {
  const { failure, firstTokenMs } = end
  if (!failure || attempt > retries || firstTokenMs !== null || !passing.has(failure.code)) return null
  if (failure.waitSeconds !== null) {
    return failure.waitSeconds <= longestWaitSeconds ? failure.waitSeconds * 1000 : null
  }
  return Math.round(firstWaitMs * 2 ** (attempt - 1) * (0.75 + random / 2))
}
