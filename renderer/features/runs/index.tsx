import { useInfiniteQuery } from '@tanstack/react-query'
import type { RunSummary } from '../../../contract/run'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { ago, count, duration, exactly, none, plainMoney } from '../../ui/format'
import { Grow, PaneHead, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { RunStatus } from '../../ui/status'
import { type Column, Table } from '../../ui/table'
import { RunDetailPane } from './run-detail'

interface RunsScreenProps {
  runId: string | null
  onRun: (runId: string) => void
  onItem: (entityId: string) => void
}

/** Every run of the workspace, newest first, and the one in hand beside them. */
export function RunsScreen({ runId, onRun, onItem }: RunsScreenProps) {
  const { queries } = useStudio()
  const runs = useInfiniteQuery(
    queries.run.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: 100 }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  )
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  const shown = runId ?? items[0]?.id ?? null
  return (
    <>
      <section aria-label={t('runs.title')} className="flex min-w-0 flex-1 flex-col">
        <PaneHead>
          <h1 className="text-title font-strong">{t('runs.title')}</h1>
          <Grow />
        </PaneHead>
        {runs.error && !runs.data && (
          <Problem {...problemOf(runs.error)} onRetry={() => void runs.refetch()} />
        )}
        {!runs.data && !runs.error && (
          <div className="px-5 py-14">
            <SkeletonLines label={t('runs.loading')} widths={[66, 58, 71, 49, 63]} />
          </div>
        )}
        {runs.data && items.length === 0 && <NothingRun />}
        {items.length > 0 && (
          <Table
            label={t('runs.title')}
            columns={columns()}
            items={items}
            idOf={(run) => run.id}
            nameOf={(run) => run.entityTitle ?? t('runs.aRun')}
            selected={shown}
            onSelect={onRun}
            onOpen={(id) => {
              const entityId = items.find((run) => run.id === id)?.entityId
              if (entityId) onItem(entityId)
            }}
            onEnd={() => runs.hasNextPage && !runs.isFetching && void runs.fetchNextPage()}
          />
        )}
      </section>
      {shown && <RunDetailPane key={shown} id={shown} onItem={onItem} />}
    </>
  )
}

const NothingRun = () => (
  <div className="px-5 py-8">
    <p className="text-ink-2">{t('runs.empty')}</p>
  </div>
)

const columns = (): Column<RunSummary>[] => [
  {
    key: 'name',
    head: t('runs.columnTemplate'),
    width: 'minmax(160px, 1fr)',
    cell: (run) => (
      <span className="flex items-center gap-2 text-ui font-medium">
        <span className="truncate">{run.entityTitle ?? t('runs.gone')}</span>
        {run.versionNumber !== null && (
          <span className="tabular text-caption text-ink-3">v{run.versionNumber}</span>
        )}
      </span>
    ),
  },
  {
    key: 'status',
    head: t('runs.columnStatus'),
    width: '116px',
    cell: (run) => <RunStatus status={run.status} />,
  },
  {
    key: 'model',
    head: t('runs.columnModel'),
    width: '128px',
    fromWidth: 800,
    cell: (run) => <span className="text-ink-2">{run.model ?? none}</span>,
  },
  {
    key: 'in',
    head: t('runs.columnIn'),
    width: '56px',
    right: true,
    fromWidth: 880,
    cell: (run) => tokens(run.usage.inputTokens),
  },
  {
    key: 'out',
    head: t('runs.columnOut'),
    width: '56px',
    right: true,
    cell: (run) => tokens(run.usage.outputTokens),
  },
  {
    key: 'cost',
    head: t('runs.columnCost'),
    width: '68px',
    right: true,
    cell: (run) =>
      run.usage.cost === null ? (
        <span className="text-ink-3">{t('format.unknown')}</span>
      ) : (
        plainMoney(run.usage.cost)
      ),
  },
  {
    key: 'time',
    head: t('runs.columnTime'),
    width: '60px',
    right: true,
    cell: (run) => duration(run.durationMs),
  },
  {
    key: 'when',
    head: t('runs.columnStarted'),
    width: '72px',
    right: true,
    sorted: 'down',
    cell: (run) => (
      <span className="text-ink-2" title={exactly(run.startedAt)}>
        {ago(run.startedAt)}
      </span>
    ),
  },
]

const tokens = (value: number | null): string => (value === null ? none : count(value))
