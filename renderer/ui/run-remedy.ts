import type { RunSummary } from '../../contract/run'
import { t } from '../i18n'

/** What happened and what to do, in a sentence; null where there is nothing to do. */
export function remedyOf({ status, error }: Pick<RunSummary, 'status' | 'error'>): string | null {
  if (status === 'success' || status === 'cached') return null
  const waits = status === 'queued' || status === 'running' || status === 'paused'
  const sentence = error?.message ?? (waits ? null : t(`ui.remedy.${status}`))
  const wait = error?.waitSeconds
  if (!sentence || !wait || /\d+ s/.test(sentence)) return sentence
  return t('ui.remedy.wait', { sentence, seconds: Math.ceil(wait) })
}
