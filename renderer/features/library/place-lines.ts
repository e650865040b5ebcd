import type { PlaceNode } from '../../../contract/entity'
import { inOrder } from './place-moves'

/** One visible row of the tree. */
export interface PlaceLine {
  place: PlaceNode
  level: number
  folds: boolean
  open: boolean
}

/** The tree as rows from top to bottom; what is folded is left out. Places whose parent is missing stand at the top. */
export function placeLines(places: readonly PlaceNode[], isOpen: (id: string) => boolean): PlaceLine[] {
  const known = new Set(places.map((place) => place.id))
  const children = new Map<string | null, PlaceNode[]>()
  for (const place of places) {
    const parent = place.parentId && known.has(place.parentId) ? place.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), place])
  }
  const lines: PlaceLine[] = []
  const add = (parentId: string | null, level: number) => {
    const here = [...(children.get(parentId) ?? [])].sort(inOrder)
    for (const place of here) {
      const folds = children.has(place.id)
      const open = folds && isOpen(place.id)
      lines.push({ place, level, folds, open })
      if (open) add(place.id, level + 1)
    }
  }
  add(null, 0)
  return lines
}

/** A place and all that it lies in, from the outermost one. */
export function trailTo(places: readonly PlaceNode[], placeId: string | null): PlaceNode[] {
  const trail: PlaceNode[] = []
  for (let at = places.find((place) => place.id === placeId); at && !trail.includes(at); ) {
    trail.unshift(at)
    const { parentId } = at
    at = places.find((place) => place.id === parentId)
  }
  return trail
}
