import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { PlaceNode } from '../../../contract/entity'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { IconButton } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { NewPlace } from './new-place'
import { type PlaceLine, placeLines } from './place-lines'
import { PlaceRow } from './place-row'
import { trashId } from './trash-id'
import { useChanges } from './use-changes'

interface PlacesTreeProps {
  selected: string | null
  isOpen: (id: string) => boolean
  onOpen: (id: string, open: boolean) => void
  onSelect: (id: string) => void
}

/** Labs and their libraries. Arrows walk and fold, Enter shows what is inside. */
export function PlacesTree({ selected, isOpen, onOpen, onSelect }: PlacesTreeProps) {
  const { queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const [making, setMaking] = useState(false)
  const tree = useRef<HTMLDivElement>(null)
  const lines = placeLines(places.data ?? [], isOpen)
  const inTab = lines.some((line) => line.place.id === selected) ? selected : lines[0]?.place.id

  const [renaming, setRenaming] = useState<string | null>(null)
  const changes = useChanges()
  const remove = (place: PlaceNode) => {
    if (place.id === selected) onSelect(place.parentId ?? '')
    void changes.change([place.id], { do: 'trash' }, t('library.movedToTrash', { title: place.title }))
  }
  const rename = (place: PlaceNode, title: string | null) => {
    setRenaming(null)
    if (title !== null) void changes.rename(place, title)
    requestAnimationFrame(() => focusOn(place.id))
  }

  const focusOn = (id: string | undefined) => {
    if (id) tree.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.place : undefined
    const at = lines.findIndex((line) => line.place.id === id)
    const line = lines[at]
    if (line && event.target instanceof HTMLElement && event.target.dataset.place) {
      const moveIt = { F2: () => setRenaming(line.place.id), Delete: () => remove(line.place) }[event.key]
      if (moveIt) {
        event.preventDefault()
        return moveIt()
      }
    }
    const step = line && moves[event.key]?.(lines, at, line)
    if (!line || !step) return
    event.preventDefault()
    if (step.fold !== undefined) onOpen(line.place.id, step.fold)
    focusOn(step.to)
  }

  return (
    <section aria-label={t('library.labs')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-8 shrink-0 items-center justify-between pr-2 pl-4 text-caption text-ink-3">
        <h2>{t('library.labs')}</h2>
        <IconButton icon={Plus} label={t('library.newPlace')} onClick={() => setMaking(true)} />
      </div>
      <div
        ref={tree}
        role="tree"
        aria-label={t('library.labsAndLibraries')}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="group/tree min-h-0 flex-1 overflow-auto px-2 pb-3"
      >
        {lines.map((line) => (
          <PlaceRow
            key={line.place.id}
            line={line}
            selected={line.place.id === selected}
            inTab={line.place.id === inTab}
            onSelect={() => onSelect(line.place.id)}
            onFold={(open) => onOpen(line.place.id, open)}
            renaming={line.place.id === renaming}
            onRename={(title) => rename(line.place, title)}
            onDropped={(ids) =>
              void changes.change(
                ids,
                { do: 'move', parentId: line.place.id },
                t('library.moved', { count: ids.length, place: line.place.title }),
              )
            }
          />
        ))}
      </div>
      <button
        type="button"
        aria-current={selected === trashId ? 'page' : undefined}
        onClick={() => onSelect(trashId)}
        className={`mx-2 mb-2 flex h-[26px] shrink-0 items-center gap-2.5 rounded-control px-2 ${selected === trashId ? 'bg-hover font-medium' : 'text-ink-2 hover:bg-hover'}`}
      >
        <Icon of={Trash2} />
        {t('library.trash')}
      </button>
      <NewPlace
        open={making}
        places={places.data ?? []}
        near={selected}
        onClose={() => setMaking(false)}
        onMade={onSelect}
      />
    </section>
  )
}

interface Step {
  to?: string | undefined
  fold?: boolean
}

const moves: Record<string, (lines: readonly PlaceLine[], at: number, line: PlaceLine) => Step | undefined> =
  {
    ArrowDown: (lines, at) => ({ to: lines[at + 1]?.place.id }),
    ArrowUp: (lines, at) => ({ to: lines[at - 1]?.place.id }),
    Home: (lines) => ({ to: lines[0]?.place.id }),
    End: (lines) => ({ to: lines.at(-1)?.place.id }),
    ArrowRight: (lines, at, line) => {
      if (!line.folds) return undefined
      return line.open ? { to: lines[at + 1]?.place.id } : { fold: true }
    },
    ArrowLeft: (_, __, line) => {
      if (line.folds && line.open) return { fold: false }
      return { to: line.place.parentId ?? undefined }
    },
  }
