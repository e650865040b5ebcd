import clsx from 'clsx'
import { ChevronDown, ChevronRight, FolderOpen } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { t } from '../../i18n'
import { count } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { carried, carriedKind, carry, takesCarried } from './drag'
import { ItemIcon, placeIcon } from './item-icon'
import type { PlaceLine } from './place-lines'
import { type DropZone, zoneAt } from './place-moves'
import { RenameField } from './rename-field'

interface PlaceRowProps {
  line: PlaceLine
  /** Its items are shown. */
  selected: boolean
  chosen: boolean
  inTab: boolean
  onClick: (event: React.MouseEvent) => void
  /** True where the key meant something. */
  onKey: (event: React.KeyboardEvent<HTMLElement>) => boolean
  onFold: (open: boolean) => void
  onMenu: (event: React.MouseEvent<HTMLElement>) => void
  /** The field stands where the name stood. */
  renaming: boolean
  onRename: (title: string | null) => void
  /** What is dragged with it. */
  carries: () => readonly string[]
  onDropped: (ids: readonly string[], zone: DropZone) => void
}

const iconOf = ({ place, open }: PlaceLine, selected: boolean) => {
  const icon = placeIcon(place)
  return place.type === 'library' && place.libraryKind !== 'workflow' && (open || selected)
    ? FolderOpen
    : icon
}

export function PlaceRow(props: PlaceRowProps) {
  const { line, selected, chosen, inTab, onFold, renaming, onRename } = props
  const { place, level, folds, open } = line
  const { zone, refused, ...drop } = useDrop(props)
  return (
    <div
      role="treeitem"
      data-place={place.id}
      aria-level={level + 1}
      aria-selected={selected || chosen}
      aria-current={selected ? 'page' : undefined}
      aria-expanded={folds ? open : undefined}
      aria-label={`${place.title}, ${place.items}`}
      tabIndex={inTab ? 0 : -1}
      onClick={props.onClick}
      onKeyDown={(event) => {
        // A field in the row keeps its keys.
        if (event.target === event.currentTarget && props.onKey(event)) event.preventDefault()
      }}
      onContextMenu={props.onMenu}
      draggable={!renaming}
      {...drop}
      className={clsx(
        'focus-inside relative flex h-(--h-tree) items-center gap-1.5 rounded-control pr-2',
        selected || chosen ? 'bg-select-idle group-focus-within/tree:bg-select' : 'hover:bg-hover',
        (selected || level === 0) && 'font-medium',
        zone === 'into' && 'outline outline-ink',
      )}
      style={{ paddingLeft: 4 + level * 16 }}
    >
      {selected && <span className="absolute inset-y-1 left-0 w-0.5 bg-mark-line" />}
      {(zone === 'before' || zone === 'after') && (
        <span
          className={clsx('absolute right-1 h-px bg-ink', zone === 'before' ? 'top-0' : 'bottom-0')}
          style={{ left: 4 + level * 16 }}
        />
      )}
      {Array.from({ length: level }, (_, depth) => depth).map((depth) => (
        <span
          key={depth}
          aria-hidden
          className="absolute inset-y-0 w-px bg-line"
          style={{ left: 11 + depth * 16 }}
        />
      ))}
      <span
        aria-hidden
        className="grid size-[14px] shrink-0 place-items-center text-ink-3"
        onClick={(event) => {
          if (!folds) return
          event.stopPropagation()
          onFold(!open)
        }}
      >
        {folds && <Icon of={open ? ChevronDown : ChevronRight} size={13} />}
      </span>
      <ItemIcon of={place} usual={iconOf(line, selected)} />
      {renaming ? (
        <RenameField title={place.title} onDone={onRename} />
      ) : (
        <span className="min-w-0 flex-1 truncate" dir="auto" title={place.title}>
          {place.title}
        </span>
      )}
      {refused ? (
        <span className="shrink-0 text-caption text-failed">
          {t(place.libraryKind === 'workflow' ? 'library.onlyWorkflows' : 'library.onlyPrompts')}
        </span>
      ) : (
        <span className="tabular text-caption text-ink-3" title={String(place.items)}>
          {count(place.items)}
        </span>
      )}
    </div>
  )
}

/** Items go into a place; a place also goes before or behind another one. */
function useDrop({ line: { place }, carries, onDropped }: PlaceRowProps) {
  const [zone, setZone] = useState<DropZone | null>(null)
  const [refused, setRefused] = useState(false)
  const zoneOf = (event: DragEvent<HTMLElement>): DropZone => {
    if (carriedKind(event.dataTransfer) !== 'places') return 'into'
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return zoneAt((event.clientY - top) / height)
  }
  return {
    zone,
    refused,
    onDragStart: (event: DragEvent<HTMLElement>) => {
      event.stopPropagation()
      carry(event.dataTransfer, 'places', carries())
    },
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!carriedKind(event.dataTransfer)) return
      // What is not taken here is not prevented: the browser then shows that it cannot be dropped.
      if (!takesCarried(event.dataTransfer, place)) return setRefused(true)
      event.preventDefault()
      setZone(zoneOf(event))
    },
    onDragLeave: () => {
      setZone(null)
      setRefused(false)
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      event.preventDefault()
      setZone(null)
      const ids = carried(event.dataTransfer)
      if (ids.length > 0 && !ids.includes(place.id)) onDropped(ids, zoneOf(event))
    },
  }
}
