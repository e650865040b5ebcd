import { Activity, ListTodo } from 'lucide-react'
import type { NotificationSummary } from '../../../contract/notification'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { exactly, when } from '../../ui/format'
import { Icon } from '../../ui/icon'
import type { Place } from '../location'
import { jobName } from './job-row'

/** Where what it tells of can be seen; null where there is no such place. */
export function placeOfNotification({ kind, runId, jobKind }: NotificationSummary): Place | null {
  if (runId || kind === 'runs.interrupted') return { at: 'runs', runId }
  return jobKind === 'backup.take' || jobKind === 'backup.verify' ? { at: 'settings' } : null
}

function sentenceOf({ kind, subject, jobKind }: NotificationSummary): string {
  const title = subject || t('notifications.run.noTitle')
  const job = jobKind ? jobName({ kind: jobKind, subject: subject || null }) : ''
  switch (kind) {
    case 'run.done':
      return t('notifications.run.done', { title })
    case 'run.failed':
      return t('notifications.run.failed', { title })
    case 'runs.interrupted':
      return t('notifications.interrupted', { count: Number(subject) })
    case 'job.done':
      return t('notifications.job.done', { job })
    case 'job.failed':
      return t('notifications.job.failed', { job })
    case 'job.cancelled':
      return t('notifications.job.cancelled', { job })
    case 'job.interrupted':
      return t('notifications.job.interrupted', { job })
  }
}

interface NotificationRowProps {
  told: NotificationSummary
  onShow: (() => void) | null
}

/** One sentence, when it happened, what went wrong, and the way to it. Unread ones stand in ink. */
export function NotificationRow({ told, onShow }: NotificationRowProps) {
  return (
    <li className="flex items-start gap-2.5 border-b border-line px-4 py-2 last:border-b-0">
      <Icon of={told.kind.startsWith('run') ? Activity : ListTodo} className="mt-0.5 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className={told.read ? 'text-ink-2' : 'font-medium'}>
          {!told.read && <span className="sr-only">{t('notifications.notRead')}</span>}
          {sentenceOf(told)}
        </p>
        {told.problem && (
          <p lang="en" className="text-small text-ink-2">
            {told.problem}
          </p>
        )}
        <p className="text-caption text-ink-3" title={exactly(told.at)}>
          {when(told.at)}
        </p>
      </div>
      {onShow && (
        <Button small look="quiet" onClick={onShow}>
          {t('notifications.show')}
        </Button>
      )}
    </li>
  )
}
