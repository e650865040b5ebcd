import { ListFilter, PencilLine, Star, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ListSort } from '../../../contract/entity'
import { keyOf } from '../../app/commands'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Empty, GhostManuscript } from '../../ui/empty'
import { count, plainMoney } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Rich } from '../../ui/rich'
import { Select } from '../../ui/select'
import { Table } from '../../ui/table'
import { columnsFor } from './columns'
import { carry } from './drag'
import type { Items } from './use-items'

interface LibraryTableProps {
  items: Items
  filter: string
  onFilter: (filter: string) => void
  sort: ListSort
  onSort: (sort: ListSort) => void
  selected: string | null
  onSelect: (id: string) => void
  onOpen: (id: string) => void
  onDelete: (id: string) => void
  onNew: () => void
  favourites: boolean
  onFavourites: (only: boolean) => void
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string>) => void
  onChooseAll: () => void
  /** Takes the place of the filter while rows are chosen. */
  bulk: ReactNode
}

const sorts = (): { value: ListSort; label: string }[] => [
  { value: 'updated', label: t('library.sortUpdated') },
  { value: 'title', label: t('library.sortTitle') },
  { value: 'place', label: t('library.sortPlace') },
  { value: 'rating', label: t('library.sortRating') },
  { value: 'runs', label: t('library.sortRuns') },
  { value: 'cost', label: t('library.sortCost') },
  { value: 'used', label: t('library.sortUsed') },
]

export function LibraryTable(props: LibraryTableProps) {
  const { items, filter, onFilter, sort, onSort, onNew } = props
  if (items.problem) return <Problem {...items.problem} onRetry={items.retry} />
  if (items.total === null) {
    return (
      <div className="px-5 py-14">
        <SkeletonLines label={t('library.loading')} widths={[62, 54, 70, 48, 66, 58, 51, 64]} />
      </div>
    )
  }
  if (items.total === 0 && !filter && !props.favourites) return <NothingYet onNew={onNew} />
  return (
    <>
      {props.bulk ?? (
        <div className="flex h-[38px] shrink-0 items-center gap-2 border-b border-line px-4">
          <Icon of={ListFilter} className="text-ink-3" />
          <input
            aria-label={t('library.filterByName')}
            placeholder={t('library.filterItems', { count: items.total })}
            value={filter}
            onChange={(event) => onFilter(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && onFilter('')}
            className="h-7 min-w-0 flex-1 rounded-control bg-transparent px-1"
          />
          {filter && <IconButton icon={X} label={t('library.liftFilter')} onClick={() => onFilter('')} />}
          <Button
            look={props.favourites ? 'plain' : 'quiet'}
            small
            icon={Star}
            aria-pressed={props.favourites}
            onClick={() => props.onFavourites(!props.favourites)}
          >
            {t('library.onlyFavourites')}
          </Button>
          <Select label={t('library.order')} look="quiet" value={sort} options={sorts()} onChange={onSort} />
        </div>
      )}
      {items.rows.length === 0 ? (
        <NothingFound filter={filter} onLift={() => onFilter('')} />
      ) : (
        <Rows {...props} />
      )}
    </>
  )
}

function Rows({ items, sort, onSort, selected, onSelect, onOpen, onDelete, ...more }: LibraryTableProps) {
  return (
    <Table
      label={t('library.table')}
      columns={columnsFor(sort, onSort)}
      items={items.rows}
      idOf={(item) => item.id}
      nameOf={(item) => item.title}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      onDelete={onDelete}
      chosen={more.chosen}
      onChoose={more.onChoose}
      onChooseAll={more.onChooseAll}
      onDrag={(id, data) => carry(data, more.chosen.has(id) ? [...more.chosen] : [id])}
      onEnd={items.more}
      total={items.total ?? 0}
      footer={<Sums items={items} />}
    />
  )
}

function Sums({ items }: { items: Items }) {
  const runs = items.rows.reduce((sum, item) => sum + item.runs, 0)
  const costs = items.rows.filter((item) => item.averageCost !== null && item.runs > 0)
  const cost = costs.reduce((sum, item) => sum + Number(item.averageCost) * item.runs, 0)
  return (
    <div className="tabular flex h-9 shrink-0 items-center gap-5 border-t border-line px-4 text-small text-ink-2">
      <span>
        {items.rows.length < (items.total ?? 0)
          ? t('library.shownOf', { shown: count(items.rows.length), total: count(items.total ?? 0) })
          : t('library.shown', { shown: count(items.rows.length) })}
      </span>
      <span className="flex-1" />
      <span>{t('common.runs', { count: runs })}</span>
      {costs.length > 0 && <span>${plainMoney(String(cost))}</span>}
    </div>
  )
}

const NothingYet = ({ onNew }: { onNew: () => void }) => (
  <Empty
    title={t('library.emptyTitle')}
    sentence={t('library.emptySentence')}
    action={
      <Button look="primary" icon={PencilLine} keys={keyOf('template.new')} onClick={onNew}>
        {t('library.writeTemplate')}
      </Button>
    }
  >
    <GhostManuscript />
  </Empty>
)

const NothingFound = ({ filter, onLift }: { filter: string; onLift: () => void }) => (
  <div className="px-5 py-8">
    <p className="text-ink-2">
      <Rich
        of={t('library.noneFound')}
        parts={{
          filter: (
            <span translate="no" className="font-mono text-ink">
              {filter}
            </span>
          ),
        }}
      />
    </p>
    <Button className="mt-3" icon={X} onClick={onLift}>
      {t('library.liftFilter')}
    </Button>
  </div>
)
