import clsx from 'clsx'
import { Star, Trash2 } from 'lucide-react'
import { type go, pathOf, usePlace } from '../../app/location'
import { t } from '../../i18n'
import { Icon, type LucideIcon } from '../../ui/icon'
import { noFilters, readFilters, writeFilters } from './filters'
import { trashId } from './trash-id'

const favourites = writeFilters({ ...noFilters, favourites: true })

/** Ways to what does not lie in one place: one's favourites, and what was thrown away. */
export function SidebarFoot({ selected }: { selected: string | null }) {
  const place = usePlace()
  const onlyFavourites = place.at === 'library' && !place.placeId && readFilters(place.query ?? '').favourites
  return (
    <div className="shrink-0 px-2 pt-1 pb-2">
      <Foot
        icon={Star}
        label={t('library.onlyFavourites')}
        here={onlyFavourites}
        to={{ at: 'library', placeId: null, query: favourites }}
      />
      <Foot
        icon={Trash2}
        label={t('library.trash')}
        here={selected === trashId}
        to={{ at: 'library', placeId: trashId }}
      />
    </div>
  )
}

interface FootProps {
  icon: LucideIcon
  label: string
  here: boolean
  to: Parameters<typeof go>[0]
}

const Foot = ({ icon, label, here, to }: FootProps) => (
  <a
    href={`#${pathOf(to)}`}
    aria-current={here ? 'page' : undefined}
    className={clsx(
      'flex h-(--h-tree) items-center gap-2.5 rounded-control px-2',
      here ? 'bg-hover font-medium' : 'text-ink-2 hover:bg-hover',
    )}
  >
    <Icon of={icon} />
    {label}
  </a>
)
