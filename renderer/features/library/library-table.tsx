import { FileInput, LibraryBig, PencilLine, Waypoints, X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { homeOf } from '../../../core/document/home'
import { keyOf, runCommand } from '../../app/commands'
import { usePreferences } from '../../app/preferences'
import { t, useLanguage } from '../../i18n'
import { Button } from '../../ui/button'
import { Empty, GhostGraph, GhostManuscript } from '../../ui/empty'
import { count, plainMoney, rating } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Rich } from '../../ui/rich'
import { Table } from '../../ui/table'
import { columnsFor } from './columns'
import { carry } from './drag'
import { FilterBar, type FilterBarProps } from './filter-bar'
import { isFiltered, noFilters } from './filters'
import type { NewKind } from './new-item'
import type { Items } from './use-items'
import type { Rows } from './use-rows'

interface LibraryTableProps extends Omit<FilterBarProps, 'total'> {
  items: Items
  selected: string | null
  onSelect: (id: string) => void
  onOpen: (id: string) => void
  onNew: (kind: NewKind) => void
  /** A library for workflows is in view. */
  ofWorkflows: boolean
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string>) => void
  onChooseAll: () => void
  rows: Rows
  /** Takes the place of the filter while rows are chosen. */
  bulk: ReactNode
}

export function LibraryTable(props: LibraryTableProps) {
  const { items, words, filters, onNew, ofWorkflows } = props
  if (items.problem) return <Problem {...items.problem} onRetry={items.retry} />
  if (items.loading) {
    return (
      <div className="px-5 py-14">
        <SkeletonLines label={t('library.loading')} widths={[62, 54, 70, 48, 66, 58, 51, 64]} />
      </div>
    )
  }
  if (items.total === 0 && !words && !isFiltered(filters)) {
    return ofWorkflows ? <NoWorkflowYet onNew={onNew} /> : <NothingYet onNew={onNew} />
  }
  return (
    <>
      {props.bulk ?? <FilterBar {...props} total={items.total} />}
      {items.rows.length === 0 ? <NothingFound {...props} /> : <ItemTable {...props} />}
    </>
  )
}

function ItemTable({ items, rows, chosen, sort, onSort, ...more }: LibraryTableProps) {
  const shown = usePreferences((preferences) => preferences.libraryColumns)
  const language = useLanguage()
  const { renaming, rename } = rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heads are in the language; how to sort and rename is the same for all renders.
  const columns = useMemo(
    () => columnsFor({ sort, onSort, shown, renaming, onRename: rename }),
    [sort, shown, renaming, language],
  )
  return (
    <Table
      label={t('library.table')}
      columns={columns}
      items={items.rows}
      idOf={(item) => item.id}
      nameOf={(item) => item.title}
      selected={more.selected}
      onSelect={more.onSelect}
      onOpen={more.onOpen}
      onRowKey={rows.onRowKey}
      onMenu={rows.onRowMenu}
      chosen={chosen}
      onChoose={more.onChoose}
      onChooseAll={more.onChooseAll}
      onDrag={(id, data) => {
        const ids = chosen.has(id) ? [...chosen] : [id]
        const kinds = items.rows
          .filter((row) => ids.includes(row.id))
          .flatMap(({ type }) => homeOf(type) ?? [])
        carry(data, 'items', ids, new Set(kinds))
      }}
      onEnd={items.more}
      total={items.total}
      busy={items.old}
      footer={<Sums items={items} />}
    />
  )
}

function Sums({ items: { rows, total } }: { items: Items }) {
  const sums = useMemo(() => {
    const priced = rows.filter((item) => item.averageCost !== null && item.runs > 0)
    const rated = rows.filter((item) => item.rating !== null)
    const ratings = rated.reduce((sum, item) => sum + item.ratings, 0)
    return {
      runs: rows.reduce((sum, item) => sum + item.runs, 0),
      cost:
        priced.length > 0
          ? priced.reduce((sum, item) => sum + Number(item.averageCost) * item.runs, 0)
          : null,
      mean:
        ratings > 0
          ? rated.reduce((sum, item) => sum + (item.rating ?? 0) * item.ratings, 0) / ratings
          : null,
    }
  }, [rows])
  return (
    <div className="tabular flex h-9 shrink-0 items-center gap-5 border-t border-line px-4 text-small whitespace-nowrap text-ink-2">
      <span>
        {total !== null && rows.length < total
          ? t('library.shownOf', { shown: count(rows.length), total: count(total) })
          : t('library.shown', { shown: count(rows.length) })}
      </span>
      <span className="flex-1" />
      <span>{t('common.runs', { count: sums.runs })}</span>
      {sums.cost !== null && <span>${plainMoney(String(sums.cost))}</span>}
      {sums.mean !== null && <span>{t('library.meanRating', { mean: rating(sums.mean) })}</span>}
    </div>
  )
}

const NoWorkflowYet = ({ onNew }: Pick<LibraryTableProps, 'onNew'>) => (
  <Empty
    title={t('library.emptyWorkflowsTitle')}
    sentence={t('library.emptyWorkflowsSentence')}
    action={
      <Button look="primary" icon={Waypoints} keys={keyOf('workflow.new')} onClick={() => onNew('workflow')}>
        {t('library.drawWorkflow')}
      </Button>
    }
  >
    <GhostGraph />
  </Empty>
)

const NothingYet = ({ onNew }: Pick<LibraryTableProps, 'onNew'>) => (
  <Empty
    title={t('library.emptyTitle')}
    sentence={t('library.emptySentence')}
    action={
      <>
        <Button
          look="primary"
          icon={PencilLine}
          keys={keyOf('template.new')}
          onClick={() => onNew('template')}
        >
          {t('library.writeTemplate')}
        </Button>
        <Button look="quiet" icon={FileInput} onClick={() => runCommand('items.import')}>
          {t('library.importFile')}
        </Button>
        <Button look="quiet" icon={LibraryBig} onClick={() => runCommand('starter.add')}>
          {t('library.addStarter')}
        </Button>
      </>
    }
  >
    <GhostManuscript />
  </Empty>
)

/** Says which filter it was, and offers to lift it. */
function NothingFound({ words, onWords, filters, onFilters }: LibraryTableProps) {
  const lift = () => {
    onWords('')
    onFilters(noFilters)
  }
  return (
    <div className="px-5 py-8">
      <p className="text-ink-2">
        {words ? (
          <Rich
            of={t(isFiltered(filters) ? 'library.noneFoundFiltered' : 'library.noneFound')}
            parts={{
              filter: (
                <span translate="no" dir="auto" className="font-mono break-all text-ink">
                  {words}
                </span>
              ),
            }}
          />
        ) : (
          t('library.noneFits')
        )}
      </p>
      <Button className="mt-3" icon={X} onClick={lift}>
        {t(isFiltered(filters) ? 'library.clearFilters' : 'library.liftFilter')}
      </Button>
    </div>
  )
}
