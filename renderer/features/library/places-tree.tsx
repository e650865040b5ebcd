import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { PlaceNode } from '../../../contract/entity'
import { pointAt, RowMenu } from '../../app/row-menu'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import type { MenuPoint } from '../../ui/menu'
import { SkeletonLines } from '../../ui/pane'
import { AskDialogs } from './ask-dialogs'
import { NewPlace } from './new-place'
import { placeLines } from './place-lines'
import { PlaceRow } from './place-row'
import { rowIcons } from './row-icons'
import { SidebarFoot } from './sidebar-foot'
import { treeKey } from './tree-keys'
import { placeGroups, usePlaces } from './use-places'
import { useTreeChoice } from './use-tree-choice'

interface PlacesTreeProps {
  selected: string | null
  isOpen: (id: string) => boolean
  onOpen: (id: string, open: boolean) => void
  onSelect: (id: string) => void
}

/** Labs and their libraries, and what stands below them. */
export function PlacesTree(props: PlacesTreeProps) {
  const { queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const [making, setMaking] = useState(false)
  return (
    <section aria-label={t('library.labs')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-8 shrink-0 items-center justify-between pr-2 pl-4 text-caption text-ink-3">
        <h2>{t('library.labs')}</h2>
        <IconButton icon={Plus} label={t('library.newPlace')} onClick={() => setMaking(true)} />
      </div>
      {places.error && !places.data && (
        <div className="min-h-0 flex-1 space-y-2 px-4 py-2 text-small">
          <p className="text-failed">{problemOf(places.error).sentence}</p>
          <Button small onClick={() => void places.refetch()}>
            {t('common.tryAgain')}
          </Button>
        </div>
      )}
      {places.isPending && (
        <div className="min-h-0 flex-1 px-4 py-3">
          <SkeletonLines label={t('library.loadingPlaces')} widths={[70, 58, 64, 50]} />
        </div>
      )}
      {places.data && <Tree {...props} places={places.data} />}
      <SidebarFoot selected={props.selected} />
      <NewPlace
        open={making}
        places={places.data ?? []}
        near={props.selected}
        onClose={() => setMaking(false)}
        onMade={props.onSelect}
      />
    </section>
  )
}

interface MenuOf {
  readonly at: MenuPoint
  readonly ids: readonly string[]
}

/** Arrows walk and fold, Enter shows what is inside; Shift and Control choose several. */
function Tree({
  places,
  selected,
  isOpen,
  onOpen,
  onSelect,
}: PlacesTreeProps & { places: readonly PlaceNode[] }) {
  const tree = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuOf | null>(null)
  const lines = placeLines(places, isOpen)
  const choice = useTreeChoice(lines, selected)
  const work = usePlaces({ places, selected, onSelect: (id) => onSelect(id ?? '') })
  const inTab = lines.some((line) => line.place.id === selected) ? selected : lines[0]?.place.id
  const focusOn = (id: string | undefined) => {
    if (id) tree.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(id)}"]`)?.focus()
  }
  const lastFocus = useKeptFocus(tree)

  const keys = {
    lines,
    choice,
    effects: work.effects,
    onFold: onOpen,
    onFocus: focusOn,
    onMenu: (at: MenuPoint, ids: readonly string[]) => setMenu({ at, ids }),
  }

  return (
    <>
      {lines.length === 0 && (
        <p className="min-h-0 flex-1 px-4 py-1 text-small text-ink-3">{t('library.noPlaces')}</p>
      )}
      {/* A tree without a line is none. */}
      <div
        ref={tree}
        role="tree"
        hidden={lines.length === 0}
        aria-label={t('library.labsAndLibraries')}
        aria-multiselectable
        tabIndex={-1}
        onFocus={(event) => {
          lastFocus.current = event.target.dataset.place ?? null
        }}
        className="group/tree min-h-0 flex-1 overflow-auto px-2 pb-3"
      >
        {lines.map((line) => {
          const { place } = line
          return (
            <PlaceRow
              key={place.id}
              line={line}
              selected={place.id === selected}
              chosen={choice.ids.has(place.id)}
              inTab={place.id === inTab}
              onClick={(event) => {
                if (!choice.onClick(place.id, event)) onSelect(place.id)
              }}
              onKey={(event) => treeKey(keys, line, event)}
              onFold={(open) => onOpen(place.id, open)}
              onMenu={(event) => {
                event.preventDefault()
                event.currentTarget.focus()
                setMenu({ at: pointAt(event.currentTarget, event), ids: choice.with(place.id) })
              }}
              renaming={place.id === work.renaming}
              onRename={(title) => {
                work.rename(place, title)
                requestAnimationFrame(() => focusOn(place.id))
              }}
              carries={() => choice.with(place.id)}
              onDropped={(ids, zone) => work.drop(place, ids, zone)}
            />
          )
        })}
      </div>
      <p role="status" className="sr-only">
        {work.said}
      </p>
      <RowMenu
        label={t('library.rowMenu', { count: menu?.ids.length ?? 1 })}
        at={menu?.at ?? null}
        effects={work.effects(menu?.ids ?? [])}
        icons={rowIcons}
        groups={placeGroups}
        onClose={() => setMenu(null)}
      />
      <PlaceDialogs places={places} work={work} onMade={onSelect} />
    </>
  )
}

interface PlaceDialogsProps {
  places: readonly PlaceNode[]
  work: ReturnType<typeof usePlaces>
  onMade: (id: string) => void
}

/** What is asked before places are changed. */
function PlaceDialogs({ places, work, onMade }: PlaceDialogsProps) {
  const ids = work.asked?.ids ?? []
  const [first] = places.filter((place) => ids.includes(place.id))
  return (
    <>
      <AskDialogs
        asking={work.asked?.what ?? null}
        count={ids.length}
        places={places.filter((place) => !ids.includes(place.id))}
        marked={{ colour: first?.colour ?? null, icon: first?.icon ?? null }}
        onClose={work.stopAsking}
        onChange={(what, said) => work.change(ids, what, said)}
      />
      <NewPlace
        open={work.makingIn !== undefined}
        places={places}
        near={work.makingIn ?? null}
        onClose={() => work.setMakingIn(undefined)}
        onMade={onMade}
      />
    </>
  )
}

/** A row that was moved or taken away takes the focus with it: it comes back to the row, or to the one in hand. */
function useKeptFocus(tree: React.RefObject<HTMLDivElement | null>) {
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (last.current === null || document.activeElement !== document.body) return
    const row = tree.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(last.current)}"]`)
    ;(row ?? tree.current?.querySelector<HTMLElement>('[tabindex="0"]'))?.focus()
    if (!row) last.current = null
  })
  return last
}
