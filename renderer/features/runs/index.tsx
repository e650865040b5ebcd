import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { showRunIn } from '../../app/run-to-show'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Grow, PaneHead, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Table } from '../../ui/table'
import { columns } from './columns'
import { FilterBar } from './filter-bar'
import { isFiltered, noFilters, toRunFilter, useFilters } from './filters'
import { RunDetailPane } from './run-detail'

interface RunsScreenProps {
  runId: string | null
  onRun: (runId: string) => void
  onItem: (entityId: string) => void
}

/** Every run of the workspace, newest first, narrowed by its filters, and the one in hand beside them. */
export function RunsScreen({ runId, onRun, onItem }: RunsScreenProps) {
  const { queries } = useStudio()
  const chosen = useFilters()
  const filter = useMemo(() => toRunFilter(chosen), [chosen])
  const runs = useInfiniteQuery(
    queries.run.list.infiniteOptions({
      input: (cursor: string | null) => ({ ...filter, cursor, limit: 100 }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
      placeholderData: (before) => before,
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
        <FilterBar />
        {runs.error && !runs.data && (
          <Problem {...problemOf(runs.error)} onRetry={() => void runs.refetch()} />
        )}
        {!runs.data && !runs.error && (
          <div className="px-5 py-14">
            <SkeletonLines label={t('runs.loading')} widths={[66, 58, 71, 49, 63]} />
          </div>
        )}
        {runs.data && items.length === 0 && <NothingRun filtered={isFiltered(chosen)} />}
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
              const run = items.find((each) => each.id === id)
              if (!run?.entityId) return
              if (run.kind === 'workflow') showRunIn(run.entityId, id)
              onItem(run.entityId)
            }}
            onEnd={() => runs.hasNextPage && !runs.isFetching && void runs.fetchNextPage()}
          />
        )}
      </section>
      {shown && <RunDetailPane key={shown} id={shown} onItem={onItem} onRun={onRun} />}
    </>
  )
}

function NothingRun({ filtered }: { filtered: boolean }) {
  const set = useFilters((filters) => filters.set)
  return (
    <div className="space-y-3 px-5 py-8">
      <p className="text-ink-2">{filtered ? t('runs.nothingFits') : t('runs.empty')}</p>
      {filtered && <Button onClick={() => set(noFilters)}>{t('runs.clearFilters')}</Button>}
    </div>
  )
}
