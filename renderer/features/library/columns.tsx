import { MessagesSquare, Pin, Puzzle, Star, Type } from 'lucide-react'
import type { EntitySummary, ListSort } from '../../../contract/entity'
import { t } from '../../i18n'
import { ago, count, exactly, none, plainMoney } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { Lifecycle } from '../../ui/status'
import type { Column } from '../../ui/table'

const itemIcon = (item: Pick<EntitySummary, 'form' | 'type'>) =>
  item.type === 'context' ? Puzzle : item.form === 'text' ? Type : MessagesSquare

/** Name, status, tags, versions, runs, cost, last used. The narrower the table, the fewer. */
export function columnsFor(sort: ListSort, onSort: (sort: ListSort) => void): Column<EntitySummary>[] {
  return [
    {
      key: 'name',
      head: t('library.columnName'),
      width: 'minmax(190px, 1fr)',
      sorted: sort === 'title' ? 'up' : undefined,
      onSort: () => onSort(sort === 'title' ? 'updated' : 'title'),
      cell: (item) => (
        <span className="flex min-w-0 items-center gap-2 text-ui font-medium" title={item.title}>
          <Icon of={itemIcon(item)} className="text-ink-2" />
          <span className="truncate">{item.title}</span>
          {item.pinned && <Icon of={Pin} size={13} className="text-ink-3" />}
          {item.favourite && <Icon of={Star} size={13} className="text-ink-3" />}
        </span>
      ),
    },
    {
      key: 'status',
      head: t('library.columnStatus'),
      width: '100px',
      fromWidth: 560,
      cell: (item) => <Lifecycle status={item.status} />,
    },
    {
      key: 'tags',
      head: t('library.columnTags'),
      width: '112px',
      fromWidth: 700,
      cell: (item) => <Tags tags={item.tags} />,
    },
    {
      key: 'versions',
      head: t('library.columnVersions'),
      width: '36px',
      right: true,
      cell: (item) => count(item.versionNumber),
    },
    {
      key: 'runs',
      head: t('library.columnRuns'),
      width: '48px',
      right: true,
      cell: (item) => count(item.runs),
    },
    {
      key: 'cost',
      head: t('library.columnCost'),
      width: '56px',
      right: true,
      cell: (item) => (item.averageCost === null ? none : plainMoney(item.averageCost)),
    },
    {
      key: 'used',
      head: t('library.columnUsed'),
      width: '66px',
      right: true,
      cell: (item) =>
        item.lastUsedAt ? (
          <span className="text-ink-2" title={exactly(item.lastUsedAt)}>
            {ago(item.lastUsedAt)}
          </span>
        ) : (
          none
        ),
    },
  ]
}

/** One tag, then how many more. */
function Tags({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags
  if (!first) return none
  return (
    <span className="text-ink-2" title={tags.map((tag) => `#${tag}`).join(' ')}>
      #{first}
      {more.length > 0 && <span className="ml-1.5 text-caption text-ink-3">+{more.length}</span>}
    </span>
  )
}
