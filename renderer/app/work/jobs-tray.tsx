import { useQuery } from '@tanstack/react-query'
import { ListTodo } from 'lucide-react'
import { useState } from 'react'
import type { JobSummary } from '../../../contract/job'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { useCommand } from '../commands'
import { JobBar, JobRow, jobName } from './job-row'
import { Tray } from './tray'

const isOpen = ({ endedAt }: JobSummary): boolean => endedAt === null

/** How many jobs run, and how far the first one is; opened it shows each with its end. */
export function JobsTray() {
  const { queries } = useStudio()
  const [open, setOpen] = useState(false)
  useCommand('view.jobs', () => setOpen(true))
  const jobs = useQuery(queries.job.list.queryOptions())
  const running = jobs.data?.filter(isOpen) ?? []
  const [first] = running
  const said = running.length === 0 ? t('jobs.none') : t('jobs.running', { count: running.length })
  return (
    <Tray
      title={t('jobs.title')}
      command="view.jobs"
      open={open}
      onOpen={setOpen}
      label={first ? `${said}, ${jobName(first)}` : said}
      face={
        <>
          <Icon of={ListTodo} size={13} />
          {first ? (
            <>
              <span className="max-w-48 truncate">{running.length === 1 ? jobName(first) : said}</span>
              <JobBar job={first} small />
            </>
          ) : (
            said
          )}
        </>
      }
    >
      {jobs.error && !jobs.data ? (
        <Problem sentence={problemOf(jobs.error).sentence} onRetry={() => void jobs.refetch()} />
      ) : !jobs.data ? (
        <div className="px-4 py-4">
          <SkeletonLines label={t('jobs.loading')} widths={[80, 60, 72]} />
        </div>
      ) : jobs.data.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">{t('jobs.empty')}</p>
      ) : (
        <ul>
          {jobs.data.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Tray>
  )
}
