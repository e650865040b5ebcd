import clsx from 'clsx'
import { Activity, LibraryBig, MessageCircle, Settings2 } from 'lucide-react'
import type { CommandId } from '../../../core/commands'
import { PlacesTree } from '../../features/library'
import { t } from '../../i18n'
import { Icon, type LucideIcon } from '../../ui/icon'
import { Tooltip } from '../../ui/tooltip'
import { keyOf } from '../commands'
import { setPlaceOpen, useLayout } from '../layout'
import { go, type Place, pathOf, usePlace } from '../location'
import { PaneEdge, usePaneWidth } from '../pane-edge'

const stations: {
  label: 'library' | 'runs' | 'conversations' | 'settings'
  icon: LucideIcon
  to: Place
  command: CommandId
}[] = [
  { label: 'library', icon: LibraryBig, to: { at: 'library', placeId: null }, command: 'view.library' },
  { label: 'runs', icon: Activity, to: { at: 'runs', runId: null }, command: 'view.runs' },
  {
    label: 'conversations',
    icon: MessageCircle,
    to: { at: 'conversations', conversationId: null },
    command: 'view.conversations',
  },
  { label: 'settings', icon: Settings2, to: { at: 'settings' }, command: 'view.settings' },
]

export function Sidebar({ folded }: { folded: boolean }) {
  const place = usePlace()
  const openPlaces = useLayout((layout) => layout.openPlaces)
  const width = usePaneWidth('sidebar')
  return (
    <aside
      className={clsx(
        'relative flex shrink-0 flex-col border-r border-line bg-panel',
        folded ? 'w-(--w-rail)' : 'w-(--w-sidebar)',
      )}
      style={folded ? undefined : width}
    >
      <nav
        aria-label={t('frame.studio')}
        className={clsx('flex flex-col gap-0.5 py-2', folded ? 'px-2' : 'px-2')}
      >
        {stations.map((station) => (
          <Station
            key={station.label}
            icon={station.icon}
            to={station.to}
            keys={keyOf(station.command)}
            label={t(`frame.${station.label}`)}
            folded={folded}
            here={belongs(place, station.to)}
          />
        ))}
      </nav>
      {!folded && (
        <PlacesTree
          selected={place.at === 'library' ? place.placeId : null}
          isOpen={(id) => openPlaces[id] ?? true}
          onOpen={setPlaceOpen}
          onSelect={(placeId) => go({ at: 'library', placeId: placeId || null })}
        />
      )}
      {!folded && <PaneEdge pane="sidebar" at="right" />}
    </aside>
  )
}

const belongs = (place: Place, station: Place): boolean =>
  place.at === station.at || (place.at === 'item' && station.at === 'library')

interface StationProps {
  label: string
  icon: LucideIcon
  to: Place
  keys?: string | undefined
  folded: boolean
  here: boolean
}

function Station({ label, icon, to, keys, folded, here }: StationProps) {
  const link = (
    <a
      href={`#${pathOf(to)}`}
      aria-label={folded ? label : undefined}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'flex items-center gap-2.5 rounded-control hover:bg-hover',
        folded ? 'size-8 justify-center' : 'h-(--h-tree) px-2',
        here ? 'bg-hover font-medium text-ink' : 'text-ink-2',
      )}
    >
      <Icon of={icon} size={folded ? 17 : 15} />
      {!folded && label}
    </a>
  )
  return folded || keys ? (
    <Tooltip text={label} keys={keys}>
      {link}
    </Tooltip>
  ) : (
    link
  )
}
