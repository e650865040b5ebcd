import { useQuery } from '@tanstack/react-query'
import { ListFilter, Pin, Plus, Star, X } from 'lucide-react'
import type { ListSort } from '../../../contract/entity'
import { lifecycleStatuses } from '../../../contract/vocabulary'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { FilterChip } from '../../ui/filter-chip'
import { Icon } from '../../ui/icon'
import { Menu, MenuCheck, MenuItem, MenuLine, MenuSub } from '../../ui/menu'
import { Select } from '../../ui/select'
import { isFiltered, type ListFilters, noFilters, shownTypes, toggled } from './filters'

export interface FilterBarProps {
  /** null while it is not known. */
  total: number | null
  words: string
  onWords: (words: string) => void
  filters: ListFilters
  onFilters: (filters: ListFilters) => void
  sort: ListSort
  onSort: (sort: ListSort) => void
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

/** What the list is narrowed to: words as they are typed, and chips that are put in and taken out. */
export function FilterBar({ total, words, onWords, filters, onFilters, sort, onSort }: FilterBarProps) {
  return (
    <div className="flex min-h-[38px] shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-4">
      <Icon of={ListFilter} className="text-ink-3" />
      <input
        aria-label={t('library.filterByName')}
        placeholder={total === null ? t('library.filterThese') : t('library.filterItems', { count: total })}
        value={words}
        maxLength={200}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onWords('')}
        className="h-7 min-w-28 flex-1 rounded-control bg-transparent px-1"
      />
      {words && <IconButton icon={X} label={t('library.liftFilter')} onClick={() => onWords('')} />}
      <Chips filters={filters} onFilters={onFilters} />
      <AddFilter filters={filters} onFilters={onFilters} />
      {isFiltered(filters) && (
        <Button small look="quiet" onClick={() => onFilters(noFilters)}>
          {t('library.clearFilters')}
        </Button>
      )}
      <Select label={t('library.order')} look="quiet" value={sort} options={sorts()} onChange={onSort} />
    </div>
  )
}

type FiltersProps = Pick<FilterBarProps, 'filters' | 'onFilters'>

function Chips({ filters, onFilters }: FiltersProps) {
  const { types, statuses, tags, favourites, pinned } = filters
  const lift = (less: Partial<ListFilters>) => () => onFilters({ ...filters, ...less })
  const list = (words: readonly string[]) => words.join(', ')
  return (
    <>
      {types.length > 0 && (
        <Chip
          name={t('library.column.kind')}
          value={list(types.map((type) => t(`library.manyOf.${type}`)))}
          onLift={lift({ types: [] })}
        />
      )}
      {statuses.length > 0 && (
        <Chip
          name={t('library.column.status')}
          value={list(statuses.map((status) => t(`ui.lifecycle.${status}`)))}
          onLift={lift({ statuses: [] })}
        />
      )}
      {tags.map((tag) => (
        <Chip
          key={tag}
          name={t('library.tagOf')}
          value={tag}
          own
          onLift={lift({ tags: tags.filter((each) => each !== tag) })}
        />
      ))}
      {favourites && <Chip value={t('library.onlyFavourites')} onLift={lift({ favourites: false })} />}
      {pinned && <Chip value={t('library.onlyPinned')} onLift={lift({ pinned: false })} />}
    </>
  )
}

interface ChipProps {
  name?: string
  value: string
  own?: boolean
  onLift: () => void
}

const Chip = (props: ChipProps) => (
  <FilterChip {...props} liftLabel={t('library.liftOne', { name: props.value })} />
)

function AddFilter({ filters, onFilters }: FiltersProps) {
  const change = (more: Partial<ListFilters>) => onFilters({ ...filters, ...more })
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="inline-flex h-[22px] shrink-0 items-center gap-1 rounded-control border border-dashed border-rule px-2 text-small text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon of={Plus} size={13} />
          {t('library.addFilter')}
        </button>
      }
    >
      <MenuSub label={t('library.column.kind')}>
        {shownTypes.map((type) => (
          <MenuCheck
            key={type}
            stays
            checked={filters.types.includes(type)}
            onChange={() => change({ types: toggled(filters.types, type) })}
          >
            {t(`library.manyOf.${type}`)}
          </MenuCheck>
        ))}
      </MenuSub>
      <MenuSub label={t('library.column.status')}>
        {lifecycleStatuses.map((status) => (
          <MenuCheck
            key={status}
            stays
            checked={filters.statuses.includes(status)}
            onChange={() => change({ statuses: toggled(filters.statuses, status) })}
          >
            {t(`ui.lifecycle.${status}`)}
          </MenuCheck>
        ))}
      </MenuSub>
      <MenuSub label={t('library.column.tags')}>
        <TagChecks tags={filters.tags} onTags={(tags) => change({ tags })} />
      </MenuSub>
      <MenuLine />
      <MenuCheck icon={Star} checked={filters.favourites} onChange={(favourites) => change({ favourites })}>
        {t('library.onlyFavourites')}
      </MenuCheck>
      <MenuCheck icon={Pin} checked={filters.pinned} onChange={(pinned) => change({ pinned })}>
        {t('library.onlyPinned')}
      </MenuCheck>
    </Menu>
  )
}

/** The tags of the workspace, most used first; a letter jumps to the next that begins with it. */
function TagChecks({ tags, onTags }: { tags: readonly string[]; onTags: (tags: string[]) => void }) {
  const { queries } = useStudio()
  const known = useQuery(queries.entity.tags.queryOptions())
  if (!known.data) {
    return (
      <MenuItem disabled onClick={() => {}}>
        {t(known.error ? 'library.tagsUnknown' : 'library.loadingTags')}
      </MenuItem>
    )
  }
  if (known.data.length === 0) {
    return (
      <MenuItem disabled onClick={() => {}}>
        {t('library.noTags')}
      </MenuItem>
    )
  }
  return known.data.map(({ tag, items }) => (
    <MenuCheck key={tag} stays checked={tags.includes(tag)} onChange={() => onTags(toggled(tags, tag))}>
      <span className="flex gap-2">
        <span className="min-w-0 flex-1 truncate" translate="no" dir="auto">
          {tag}
        </span>
        <span className="tabular text-caption text-ink-3">{items}</span>
      </span>
    </MenuCheck>
  ))
}
