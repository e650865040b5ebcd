import type { RunSummary } from '../../contract/run'
import type { ExecutionStatus } from '../../contract/vocabulary'

const sentences: Partial<Record<ExecutionStatus, string>> = {
  partial_success: 'The answer is not whole. Raise the longest answer, or run it again.',
  failed: 'The model did not answer. Run it again, or choose another model.',
  timeout: 'The model took too long. Run it again, or choose another model.',
  rate_limited: 'The provider asks to wait. Run it again in a while.',
  unauthorized: 'The provider did not take the key. Put in another one in Settings.',
  cancelled: 'Stopped. What had come by then is kept.',
  interrupted:
    'The studio ended while this ran. What had come by then is kept; run it again for the whole answer.',
}

/** What happened and what to do, in a sentence; null where there is nothing to do. */
export function remedyOf({ status, error }: Pick<RunSummary, 'status' | 'error'>): string | null {
  if (status === 'success' || status === 'cached') return null
  const sentence = error?.message ?? sentences[status] ?? null
  const wait = error?.waitSeconds
  if (!sentence || !wait || /\d+ s/.test(sentence)) return sentence
  return `${sentence} It asks to wait ${Math.ceil(wait)} s.`
}
