import { CircleCheck, CircleX } from 'lucide-react'
import { t } from '../../../../i18n'
import { Icon } from '../../../../ui/icon'
import { RunBadge } from '../../../../ui/status'
import type { Tested } from '../store'

/** How a case went, in a word. */
export function Verdict({ tested }: { tested: Tested | undefined }) {
  if (tested === undefined) return <span className="text-small text-ink-3">{t('workflowTest.notRun')}</span>
  if (tested === 'running') return <RunBadge status="running" />
  const { status } = tested
  const passed = status === 'passed'
  return (
    <span className={`flex items-center gap-1 text-small ${passed ? 'text-success' : 'text-failed'}`}>
      <Icon of={passed ? CircleCheck : CircleX} size={13} />
      {t(`workflowTest.${status}`)}
    </span>
  )
}

/** What was not met, or why it could not run. */
export function Outcome({ tested }: { tested: Tested | undefined }) {
  if (tested === undefined || tested === 'running' || tested.status === 'passed') return null
  const said = new Set([
    ...(tested.message ? [tested.message] : []),
    ...tested.checks.flatMap(({ passed, message }) => (passed ? [] : [message])),
  ])
  return (
    <ul lang="en" translate="no" className="mb-1 ml-8 max-w-[90ch] list-disc pl-4 text-small">
      {[...said].map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
