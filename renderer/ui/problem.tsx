import { CircleAlert, RotateCw } from 'lucide-react'
import { t } from '../i18n'
import { Button } from './button'
import { Icon } from './icon'

interface ProblemProps {
  sentence: string
  /** Folded out on request, and copied with the report. */
  details?: string | null
  onRetry?: () => void
}

/** Wrong in a pane: what happened and what to do; the details fold out. */
export function Problem({ sentence, details, onRetry }: ProblemProps) {
  return (
    <div role="alert" className="flex max-w-[56ch] items-start gap-2.5 px-5 py-6">
      <Icon of={CircleAlert} className="mt-0.5 text-failed" />
      <div className="space-y-3">
        <p lang="en">{sentence}</p>
        {details && (
          <details className="text-small text-ink-2">
            <summary>{t('common.details')}</summary>
            <pre lang="en" className="mt-2 rounded-control bg-well p-2 font-mono whitespace-pre-wrap">
              {details}
            </pre>
          </details>
        )}
        {onRetry && (
          <Button icon={RotateCw} onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </div>
    </div>
  )
}
