import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { IconButton } from '../../ui/button'
import { NewPlace } from './new-place'
import { type PlaceLine, placeLines } from './place-lines'
import { PlaceRow } from './place-row'

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

  const focusOn = (id: string | undefined) => {
    if (id) tree.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.place : undefined
    const at = lines.findIndex((line) => line.place.id === id)
    const line = lines[at]
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
          />
        ))}
      </div>
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
