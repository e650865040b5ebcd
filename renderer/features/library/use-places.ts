import { useState } from 'react'
import type { ItemChange, PlaceNode } from '../../../contract/entity'
import type { RowCommandId } from '../../../core/commands'
import { ask as askDialog } from '../../app/chosen'
import type { RowEffects } from '../../app/row-menu'
import { t } from '../../i18n'
import type { Asking } from './ask-dialogs'
import { type DropZone, dropAt, stepAmong } from './place-moves'
import { useChanges } from './use-changes'

interface PlacesOf {
  places: readonly PlaceNode[]
  /** The place whose items are shown. */
  selected: string | null
  onSelect: (id: string | null) => void
}

/** What is done to places: one command, one undo, however many they are. */
export function usePlaces({ places, selected, onSelect }: PlacesOf) {
  const changes = useChanges()
  /** For which places something is asked. */
  const [asked, setAsked] = useState<{ readonly what: Asking; readonly ids: readonly string[] } | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  /** Where a new one goes. */
  const [makingIn, setMakingIn] = useState<string | null | undefined>(undefined)
  const [said, setSaid] = useState('')

  const change = (ids: readonly string[], what: ItemChange, words: string | null) =>
    void changes.change(ids, what, words)
  const titleOf = (id: string | null) => places.find((place) => place.id === id)?.title ?? t('library.top')

  const trash = (ids: readonly string[]) => {
    const gone = new Set(ids)
    const lost = selected !== null && lies(places, selected, gone)
    if (lost) onSelect(lost.parentId)
    const [only] = ids
    const words =
      ids.length === 1 && only
        ? t('library.movedToTrash', { title: titleOf(only) })
        : t('library.movedItemsToTrash', { count: ids.length })
    change(ids, { do: 'trash' }, words)
  }
  const step = (ids: readonly string[], by: -1 | 1) => {
    const to = stepAmong(places, ids, by)
    if (!to) return
    setSaid(t(by === 1 ? 'library.movedDown' : 'library.movedUp', { title: titleOf(to.ids[0] ?? null) }))
    change(to.ids, { do: 'move', parentId: to.parentId, afterId: to.afterId }, null)
  }
  const drop = (over: PlaceNode, ids: readonly string[], zone: DropZone) => {
    const to = dropAt(places, over, zone, ids)
    const place = titleOf(to.parentId)
    change(ids, { do: 'move', ...to }, t('library.moved', { count: ids.length, place }))
  }

  const effects = (ids: readonly string[]): RowEffects => {
    const [first] = ids
    const only = ids.length === 1 && first !== undefined ? first : null
    const ask = (what: Asking) => ({ run: () => setAsked({ what, ids }) })
    const move = (by: -1 | 1) => (stepAmong(places, ids, by) ? { run: () => step(ids, by) } : null)
    return {
      'row.open': only ? { run: () => onSelect(only) } : null,
      'row.newPlace': only ? { run: () => setMakingIn(only) } : null,
      'row.rename': only ? { run: () => setRenaming(only) } : null,
      'row.duplicate': { run: () => void changes.duplicate(ids) },
      'row.move': ask('move'),
      'row.export': { run: () => askDialog('export', ids) },
      'row.up': move(-1),
      'row.down': move(1),
      'row.mark': ask('mark'),
      'row.trash': { run: () => trash(ids) },
    }
  }

  return {
    effects,
    drop,
    change,
    asked,
    stopAsking: () => setAsked(null),
    renaming,
    rename: (place: PlaceNode, title: string | null) => {
      setRenaming(null)
      if (title !== null) void changes.rename(place, title)
    },
    makingIn,
    setMakingIn,
    said,
  }
}

/** The outermost one of some places that another one is or lies in. */
function lies(places: readonly PlaceNode[], id: string, among: ReadonlySet<string>): PlaceNode | null {
  let found: PlaceNode | null = null
  for (let at = places.find((place) => place.id === id); at; ) {
    if (among.has(at.id)) found = at
    const { parentId } = at
    at = places.find((place) => place.id === parentId)
  }
  return found
}

/** The menu of a place, in the order in which it is read. */
export const placeGroups: readonly (readonly RowCommandId[])[] = [
  ['row.open', 'row.newPlace', 'row.rename', 'row.duplicate', 'row.export'],
  ['row.move', 'row.up', 'row.down', 'row.mark'],
  ['row.trash'],
]
