import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunDetail } from '../../../contract/run'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { AnswerBlocks } from '../../ui/answer-blocks'
import { AnswerDiff } from '../../ui/answer-diff'
import { Dialog } from '../../ui/dialog'
import { when } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { RunLedger } from '../../ui/run-ledger'
import { Segmented } from '../../ui/segmented'
import { RunBadge } from '../../ui/status'

interface CompareRunsProps {
  left: string
  right: string
  onClose: () => void
}

/** Two runs beside each other: answers and what they took, or what the second says differently. */
export function CompareRuns({ left, right, onClose }: CompareRunsProps) {
  const { queries } = useStudio()
  const one = useQuery(queries.run.get.queryOptions({ input: { id: left } }))
  const two = useQuery(queries.run.get.queryOptions({ input: { id: right } }))
  const [view, setView] = useState<'beside' | 'changes'>('beside')
  const problem = one.error ?? two.error
  return (
    <Dialog open onClose={onClose} title={t('runs.compareTitle')} wide>
      {problem && <Problem {...problemOf(problem)} />}
      {!problem && !(one.data && two.data) && (
        <SkeletonLines label={t('runs.loadingRun')} widths={[70, 80, 60]} />
      )}
      {one.data && two.data && (
        <>
          <div className="mb-3">
            <Segmented
              label={t('ui.view.label')}
              value={view}
              options={[
                { value: 'beside', label: t('runs.beside') },
                { value: 'changes', label: t('runs.changes') },
              ]}
              onChange={setView}
            />
          </div>
          {view === 'changes' && <AnswerDiff before={one.data.answer ?? ''} after={two.data.answer ?? ''} />}
          <div className="grid grid-cols-2 gap-x-6">
            {[one.data, two.data].map((run) => (
              <Side key={run.id} run={run} withAnswer={view === 'beside'} />
            ))}
          </div>
        </>
      )}
    </Dialog>
  )
}

const Side = ({ run, withAnswer }: { run: RunDetail; withAnswer: boolean }) => (
  <section
    aria-label={`${run.model ?? ''} ${when(run.startedAt)}`}
    className="flex min-w-0 flex-col gap-3 py-3"
  >
    <p className="flex items-center gap-2">
      <RunBadge status={run.status} />
      <span translate="no" className="truncate font-medium">
        {run.model}
      </span>
      <span className="text-small text-ink-3">{when(run.startedAt)}</span>
    </p>
    {withAnswer && (
      <div translate="no" className="text-answer">
        <AnswerBlocks text={run.answer ?? ''} values={run.values} going={false} />
      </div>
    )}
    <RunLedger run={run} />
  </section>
)
