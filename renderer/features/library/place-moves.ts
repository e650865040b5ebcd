import type { PlaceNode } from '../../../contract/entity'

/** Where something that is dropped on a place comes to lie: before it, in it, behind it. */
export type DropZone = 'before' | 'into' | 'after'

export interface Destination {
  readonly parentId: string | null
  /** null: first; left out: last. */
  readonly afterId?: string | null
}

/** As they stand beside each other. */
export const inOrder = (a: PlaceNode, b: PlaceNode) =>
  a.sortKey === b.sortKey ? (a.id < b.id ? -1 : 1) : a.sortKey < b.sortKey ? -1 : 1

/** The places beside one, in their order, without those that are moved. */
const beside = (places: readonly PlaceNode[], parentId: string | null, moved: readonly string[]) =>
  places.filter((each) => each.parentId === parentId && !moved.includes(each.id)).sort(inOrder)

/** The upper and lower quarter of a row stand for the line above and below it. */
export function zoneAt(share: number): DropZone {
  if (share < 0.25) return 'before'
  return share > 0.75 ? 'after' : 'into'
}

/** Where dropped places go. */
export function dropAt(
  places: readonly PlaceNode[],
  over: PlaceNode,
  zone: DropZone,
  moved: readonly string[],
): Destination {
  if (zone === 'into') return { parentId: over.id }
  if (zone === 'after') return { parentId: over.parentId, afterId: over.id }
  const others = beside(places, over.parentId, moved)
  const at = others.findIndex(({ id }) => id === over.id)
  return { parentId: over.parentId, afterId: others[at - 1]?.id ?? null }
}

/**
 * One step up or down among the places beside them, all together; null at the end of the row, and where they do not lie
 * beside each other.
 */
export function stepAmong(
  places: readonly PlaceNode[],
  moved: readonly string[],
  by: -1 | 1,
): (Destination & { readonly ids: string[] }) | null {
  const chosen = places.filter(({ id }) => moved.includes(id)).sort(inOrder)
  const edge = by === -1 ? chosen[0] : chosen.at(-1)
  if (!edge || chosen.some(({ parentId }) => parentId !== edge.parentId)) return null
  const others = beside(places, edge.parentId, moved)
  const before = others.filter((each) => inOrder(each, edge) < 0).length
  const to = before + by
  if (to < 0 || to > others.length) return null
  return {
    ids: chosen.map(({ id }) => id),
    parentId: edge.parentId,
    afterId: others[to - 1]?.id ?? null,
  }
}
