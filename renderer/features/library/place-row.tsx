import clsx from 'clsx'
import { Beaker, ChevronDown, ChevronRight, Folder, FolderOpen, Workflow } from 'lucide-react'
import { useState } from 'react'
import { count } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { carried, carriesItems, carry } from './drag'
import type { PlaceLine } from './place-lines'
import { RenameField } from './rename-field'

interface PlaceRowProps {
  line: PlaceLine
  selected: boolean
  inTab: boolean
  onSelect: () => void
  onFold: (open: boolean) => void
  /** The field stands where the name stood. */
  renaming: boolean
  onRename: (title: string | null) => void
  onDropped: (ids: readonly string[]) => void
}

const iconOf = ({ place, open }: PlaceLine, selected: boolean) => {
  if (place.type === 'lab') return Beaker
  if (place.libraryKind === 'workflow') return Workflow
  return open || selected ? FolderOpen : Folder
}

export function PlaceRow(props: PlaceRowProps) {
  const { line, selected, inTab, onSelect, onFold, renaming, onRename, onDropped } = props
  const [over, setOver] = useState(false)
  const { place, level, folds, open } = line
  return (
    <div
      role="treeitem"
      data-place={place.id}
      aria-level={level + 1}
      aria-selected={selected}
      aria-expanded={folds ? open : undefined}
      aria-label={`${place.title}, ${place.items}`}
      tabIndex={inTab ? 0 : -1}
      onClick={onSelect}
      draggable={!renaming}
      onDragStart={(event) => {
        event.stopPropagation()
        carry(event.dataTransfer, [place.id])
      }}
      onDragOver={(event) => {
        if (!carriesItems(event.dataTransfer)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const ids = carried(event.dataTransfer).filter((id) => id !== place.id)
        if (ids.length > 0) onDropped(ids)
      }}
      onKeyDown={(event) =>
        event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ') && onSelect()
      }
      className={clsx(
        'focus-inside relative flex h-[26px] items-center gap-1.5 rounded-control pr-2',
        selected ? 'bg-select' : 'hover:bg-hover',
        (selected || level === 0) && 'font-medium',
        over && 'outline outline-ink',
      )}
      style={{ paddingLeft: 4 + level * 16 }}
    >
      {selected && <span className="absolute inset-y-1 left-0 w-0.5 bg-mark-line" />}
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
      <Icon of={iconOf(line, selected)} className="text-ink-2" />
      {renaming ? (
        <RenameField title={place.title} onDone={onRename} />
      ) : (
        <span className="min-w-0 flex-1 truncate">{place.title}</span>
      )}
      <span className="tabular text-caption text-ink-3">{count(place.items)}</span>
    </div>
  )
}
