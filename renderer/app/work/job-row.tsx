import { useMutation } from '@tanstack/react-query'
import { Ban, CircleCheck, CircleX, LoaderCircle, RotateCw, Unplug, X } from 'lucide-react'
import type { JobSummary } from '../../../contract/job'
import type { JobState } from '../../../contract/vocabulary'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { exactly, when } from '../../ui/format'
import { Icon, type LucideIcon } from '../../ui/icon'
import { sayProblem } from '../../ui/toast'

const icons: Record<JobState, { icon: LucideIcon; colour: string }> = {
  queued: { icon: LoaderCircle, colour: 'text-queued' },
  running: { icon: LoaderCircle, colour: 'text-running' },
  paused: { icon: LoaderCircle, colour: 'text-queued' },
  done: { icon: CircleCheck, colour: 'text-success' },
  failed: { icon: CircleX, colour: 'text-failed' },
  cancelled: { icon: Ban, colour: 'text-cancelled' },
  interrupted: { icon: Unplug, colour: 'text-interrupted' },
}

/** What a job is called, with what it is about. */
export function jobName({ kind, subject }: Pick<JobSummary, 'kind' | 'subject'>): string {
  const what = t(`jobs.kind.${kind}`)
  return subject ? t('jobs.about', { what, subject }) : what
}

/** What a job does, how far it is or how it ended, and what can be done about it. */
export function JobRow({ job }: { job: JobSummary }) {
  const { client } = useStudio()
  const onError = (error: unknown) => sayProblem(problemOf(error).sentence)
  const cancel = useMutation({ mutationFn: () => client.job.cancel({ id: job.id }), onError })
  const repeat = useMutation({ mutationFn: () => client.job.repeat({ id: job.id }), onError })
  const { icon, colour } = icons[job.state]
  const name = jobName(job)
  return (
    <li className="flex items-start gap-2.5 border-b border-line px-4 py-2 last:border-b-0">
      <Icon of={icon} className={`mt-0.5 ${colour} ${job.state === 'running' ? 'turning' : ''}`} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        {job.endedAt === null ? (
          <JobBar job={job} />
        ) : (
          <p className="text-small text-ink-2" title={exactly(job.endedAt)}>
            {t('jobs.ended', { state: t(`jobs.state.${job.state}`), when: when(job.endedAt) })}
          </p>
        )}
        {job.problem && (
          <p lang="en" className="text-small text-ink-2">
            {job.problem}
          </p>
        )}
      </div>
      {job.canCancel && (
        <IconButton
          icon={X}
          label={t('jobs.cancel', { job: name })}
          disabled={cancel.isPending || cancel.isSuccess}
          onClick={() => cancel.mutate()}
        />
      )}
      {job.canRepeat && (
        <Button small icon={RotateCw} onClick={() => repeat.mutate()}>
          {t('jobs.repeat')}
        </Button>
      )}
    </li>
  )
}

/** Known length: a bar and its share. Unknown: the word alone, for a bar that never moves tells nothing. */
export function JobBar({ job, small }: { job: JobSummary; small?: boolean }) {
  const share = Math.floor(job.progress * 100)
  if (job.progress === 0) {
    return small ? null : <p className="text-small text-ink-2">{t(`jobs.state.${job.state}`)}</p>
  }
  return (
    <span className="flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={t('jobs.progressOf', { job: jobName(job) })}
        aria-valuenow={share}
        className={`h-1 overflow-hidden rounded-mark bg-line-strong ${small ? 'w-16' : 'min-w-0 flex-1'}`}
      >
        <span className="block h-full bg-ink-2" style={{ width: `${share}%` }} />
      </span>
      <span className="tabular text-caption text-ink-3">{t('format.percent', { share })}</span>
    </span>
  )
}
