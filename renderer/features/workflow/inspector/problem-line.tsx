import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { WorkflowProblem } from '../../../../core/workflow/problems'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'

/** A problem in its own words; whether it stops a run is said and drawn. */
export function ProblemLine({ problem: { level, message } }: { problem: WorkflowProblem }) {
  const wrong = level === 'error'
  return (
    <span className="flex items-start gap-2 text-left text-small">
      <Icon
        of={wrong ? CircleAlert : TriangleAlert}
        size={13}
        className={`mt-0.5 ${wrong ? 'text-failed' : 'text-ink-3'}`}
      />
      <span className="sr-only">{t(wrong ? 'editor.problemWord' : 'editor.warningWord')}</span>
      <span lang="en" className="min-w-0">
        {message}
      </span>
    </span>
  )
}
