import { Pin, Star } from 'lucide-react'
import type { EntitySummary, ListSort } from '../../../contract/entity'
import type { LibraryColumn } from '../../../contract/vocabulary'
import { t } from '../../i18n'
import { ago, count, exactly, none, plainMoney, rating } from '../../ui/format'
import { Icon, type LucideIcon } from '../../ui/icon'
import { Lifecycle } from '../../ui/status'
import type { Column } from '../../ui/table'
import { shownTypes } from './filters'
import { ItemIcon, kindIcon } from './item-icon'
import { RenameField } from './rename-field'

interface ColumnsOf {
  sort: ListSort
  onSort: (sort: ListSort) => void
  /** The columns beside the name, from left to right. */
  shown: readonly LibraryColumn[]
  renaming: string | null
  onRename: (id: string, title: string | null) => void
}

type Made = Omit<Column<EntitySummary>, 'key' | 'head' | 'width' | 'fromWidth'> & {
  width: number
  sort?: ListSort
}

export const columnName = (column: LibraryColumn): string => t(`library.column.${column}`)

const columns: Readonly<Record<LibraryColumn, Made>> = {
  kind: { width: 96, cell: (item) => <span className="text-ink-2">{kindName(item)}</span> },
  status: { width: 100, cell: (item) => <Lifecycle status={item.status} /> },
  tags: { width: 112, cell: (item) => <Tags tags={item.tags} /> },
  versions: { width: 36, right: true, cell: (item) => count(item.versionNumber) },
  runs: { width: 48, right: true, sort: 'runs', cell: (item) => count(item.runs) },
  cost: {
    width: 56,
    right: true,
    sort: 'cost',
    cell: (item) => (item.averageCost === null ? none : plainMoney(item.averageCost)),
  },
  rating: { width: 48, right: true, sort: 'rating', cell: (item) => <Rated item={item} /> },
  changed: { width: 66, right: true, sort: 'updated', cell: (item) => <When at={item.updatedAt} /> },
  used: {
    width: 66,
    right: true,
    sort: 'used',
    cell: (item) => (item.lastUsedAt ? <When at={item.lastUsedAt} /> : none),
  },
}

/** Which stay longest as the table becomes narrow. */
const keptLongest: readonly LibraryColumn[] = [
  'used',
  'runs',
  'cost',
  'versions',
  'rating',
  'status',
  'tags',
  'changed',
  'kind',
]
const nameWidth = 180
const gap = 12
const edges = 30

/** The width of the table from which on each column has its place. */
function widthsFrom(shown: readonly LibraryColumn[]): Map<LibraryColumn, number> {
  let needed = nameWidth + edges
  const from = new Map<LibraryColumn, number>()
  for (const column of keptLongest) {
    if (!shown.includes(column)) continue
    needed += columns[column].width + gap
    from.set(column, needed)
  }
  return from
}

/** The name, then what was chosen. The narrower the table, the fewer. */
export function columnsFor(of: ColumnsOf): Column<EntitySummary>[] {
  const { sort, onSort, shown } = of
  const from = widthsFrom(shown)
  const sortable = (by: ListSort | undefined, way: 'up' | 'down') =>
    by && {
      sorted: sort === by ? way : undefined,
      onSort: () => onSort(sort === by && by !== 'updated' ? 'updated' : by),
    }
  return [
    {
      key: 'name',
      head: t('library.columnName'),
      width: `minmax(${nameWidth}px, 1fr)`,
      ...sortable('title', 'up'),
      cell: (item) => <Name item={item} {...of} />,
    },
    ...shown.map((key) => {
      const { width, sort: by, ...rest } = columns[key]
      const fromWidth = from.get(key) ?? 0
      return { key, head: columnName(key), width: `${width}px`, fromWidth, ...sortable(by, 'down'), ...rest }
    }),
  ]
}

function Name({
  item,
  renaming,
  onRename,
}: Pick<ColumnsOf, 'renaming' | 'onRename'> & { item: EntitySummary }) {
  return (
    <span className="flex min-w-0 items-center gap-2 text-ui font-medium" title={item.title}>
      <ItemIcon of={item} usual={kindIcon(item)} />
      {renaming === item.id ? (
        <RenameField title={item.title} onDone={(title) => onRename(item.id, title)} />
      ) : (
        <span className="truncate" dir="auto">
          {item.title}
        </span>
      )}
      {item.pinned && <Sign of={Pin} word={t('library.isPinned')} className="text-ink-3" />}
      {item.favourite && <Sign of={Star} word={t('library.isFavourite')} className="fill-current text-ink" />}
    </span>
  )
}

/** A mark behind a name, with its word for whoever does not see it. */
const Sign = ({ of, word, className }: { of: LucideIcon; word: string; className: string }) => (
  <span role="img" aria-label={word} title={word} className="flex shrink-0">
    <Icon of={of} size={13} className={className} />
  </span>
)

const kindName = ({ type, form }: EntitySummary): string => {
  if (type === 'template') return t(form === 'text' ? 'library.formText' : 'library.formChat')
  const shown = shownTypes.find((each) => each === type)
  return shown ? t(`library.oneOf.${shown}`) : none
}

function Rated({ item }: { item: EntitySummary }) {
  if (item.rating === null) return none
  return (
    <span
      className="flex items-center justify-end gap-1"
      title={t('library.ratedBy', { count: item.ratings, mean: rating(item.rating) })}
    >
      <Icon of={Star} size={13} className="text-ink-3" />
      {rating(item.rating)}
    </span>
  )
}

const When = ({ at }: { at: string }) => (
  <span className="text-ink-2" title={exactly(at)}>
    {ago(at)}
  </span>
)

/** One tag, then how many more. */
function Tags({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags
  if (!first) return none
  return (
    <span className="flex text-ink-2" title={tags.map((tag) => `#${tag}`).join(' ')}>
      <span className="truncate">#{first}</span>
      {more.length > 0 && <span className="ml-1.5 shrink-0 text-caption text-ink-3">+{more.length}</span>}
    </span>
  )
}
