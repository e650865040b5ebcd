import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RunSummary } from '../../../../contract/run'
import type { NodePair, NodeRun } from '../../../../contract/workflow-run'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Dialog } from '../../../ui/dialog'
import { duration, money, none, when } from '../../../ui/format'
import { SkeletonLines } from '../../../ui/pane'
import { Problem } from '../../../ui/problem'
import { Select } from '../../../ui/select'
import { RunStatus, runWord } from '../../../ui/status'
import { type Column, Table } from '../../../ui/table'
import { useWorkflow } from '../store'
import { Body } from './body'
import { partLook } from './part-name'

interface CompareDialogProps {
  runs: readonly RunSummary[]
  left: string
  right: string
  onClose: () => void
}

/** Two runs of the workflow node by node: how each ended, what it took, and whether it gave the same. */
export function CompareDialog({ runs, left: first, right, onClose }: CompareDialogProps) {
  const { queries } = useStudio()
  const [left, setLeft] = useState(first)
  const [chosen, setChosen] = useState<string | null>(null)
  const pairs = useQuery(queries.workflowRun.compare.queryOptions({ input: { left, right } }))
  const columns = useColumns()
  const items = pairs.data?.items ?? []
  const pair = items.find((each) => idOf(each) === chosen)
  const differ = items.filter(isDifferent).length
  return (
    <Dialog open onClose={onClose} title={t('workflowRun.compareTitle')} wide>
      <div className="mb-3 flex items-center gap-3">
        <Select
          label={t('workflowRun.compareWith')}
          look="quiet"
          value={left}
          options={runs
            .filter(({ id }) => id !== right)
            .map(({ id, startedAt, status }) => ({
              value: id,
              label: t('workflowRun.runOf', { when: when(startedAt) }),
              note: runWord(status),
            }))}
          onChange={setLeft}
        />
        <span className="text-ink-2">{t('workflowRun.against')}</span>
        <span>
          {t('workflowRun.runOf', { when: when(pairs.data?.right.startedAt ?? new Date().toISOString()) })}
        </span>
      </div>
      {pairs.error && <Problem {...problemOf(pairs.error)} onRetry={() => void pairs.refetch()} />}
      {!pairs.data && !pairs.error && <SkeletonLines label={t('runs.loadingRun')} widths={[70, 80, 60]} />}
      {pairs.data && (
        <>
          <p className="mb-2 text-ink-2">
            {items.length === 0
              ? t('workflowRun.nothingToCompare')
              : differ === 0
                ? t('workflowRun.allSame')
                : t('workflowRun.differ', { count: differ })}
          </p>
          {items.length > 0 && (
            <div className="flex h-[34vh] flex-col border-y border-line">
              <Table
                label={t('workflowRun.compareTitle')}
                columns={columns}
                items={items}
                idOf={idOf}
                nameOf={nameIn}
                selected={chosen}
                onSelect={setChosen}
                onOpen={setChosen}
              />
            </div>
          )}
          {pair && (
            <div className="mt-3 grid grid-cols-2 gap-x-6">
              {([pair.left, pair.right] as const).map((run, at) => (
                <Side key={run?.id ?? at} run={run} name={at === 0 ? 'left' : 'right'} />
              ))}
            </div>
          )}
        </>
      )}
    </Dialog>
  )
}

const Side = ({ run, name }: { run: NodeRun | null; name: 'left' | 'right' }) => (
  <section aria-label={t(`workflowRun.${name}`)} className="flex max-h-80 min-w-0 flex-col overflow-auto">
    <h3 className="mb-1 text-caption text-ink-3">{t(`workflowRun.${name}`)}</h3>
    {run ? (
      <Body nodeRunId={run.id} which="outputs" status={run.status} />
    ) : (
      <p className="text-ink-3">{t('workflowRun.didNotRun')}</p>
    )}
  </section>
)

const idOf = ({ left, right }: NodePair): string => `${left?.id ?? ''} ${right?.id ?? ''}`
const sameWord = (pair: NodePair): string =>
  t(isDifferent(pair) ? 'workflowRun.different' : 'workflowRun.same')
const nameIn = (pair: NodePair): string => `${(pair.left ?? pair.right)?.name ?? ''}, ${sameWord(pair)}`
const isDifferent = ({ left, right, sameOutputs }: NodePair): boolean =>
  !left || !right || !sameOutputs || (left.status !== right.status && !(reused(left) || reused(right)))
const reused = ({ status }: NodeRun): boolean => status === 'cached'

function useColumns(): readonly Column<NodePair>[] {
  const nodes = useWorkflow((state) => state.document.nodes)
  return useMemo(() => {
    const lookOf = partLook(new Map(nodes.map((node) => [node.id, node])))
    const turnOf = (path: string) => /#(\d+)\/$/.exec(path)?.[1]
    const status = (run: NodeRun | null) => (run ? <RunStatus status={run.status} /> : none)
    const both = (pair: NodePair, write: (run: NodeRun) => string) =>
      [pair.left, pair.right].map((run) => (run ? write(run) : none)).join(' → ')
    const cost = (run: NodeRun) => (run.cost === null ? none : money(run.cost, run.currency ?? undefined))
    return [
      {
        key: 'name',
        head: t('workflowRun.part'),
        width: 'minmax(140px, 1fr)',
        cell: (pair) => {
          const part = pair.left ?? pair.right
          if (!part) return none
          const turn = turnOf(part.path)
          return (
            <span translate="no">
              {lookOf({ part, turn: turn === undefined ? null : Number(turn) + 1 }).name}
            </span>
          )
        },
      },
      { key: 'left', head: t('workflowRun.left'), width: '128px', cell: ({ left }) => status(left) },
      { key: 'right', head: t('workflowRun.right'), width: '128px', cell: ({ right }) => status(right) },
      {
        key: 'time',
        head: t('runs.columnTime'),
        width: '160px',
        right: true,
        cell: (pair) => both(pair, ({ durationMs }) => duration(durationMs)),
      },
      {
        key: 'cost',
        head: t('ui.ledger.cost'),
        width: '150px',
        right: true,
        cell: (pair) => both(pair, cost),
      },
      {
        key: 'same',
        head: t('workflowRun.outputs'),
        width: '110px',
        cell: (pair) => (
          <span className={isDifferent(pair) ? 'font-medium' : 'text-ink-3'}>{sameWord(pair)}</span>
        ),
      },
    ]
  }, [nodes])
}
