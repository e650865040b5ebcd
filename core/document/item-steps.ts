import type { ItemStep } from '../../contract/draft'

interface Item {
  readonly id: string
}

/**
 * What leads from one list of items to another, item by item; null where they have no ids of their own or those that
 * stayed changed their order, which only the whole lists tell.
 */
export function itemSteps(
  list: string,
  before: readonly Item[],
  after: readonly Item[],
  same: (a: unknown, b: unknown) => boolean,
): ItemStep[] | null {
  const [old, now] = [placesOf(before), placesOf(after)]
  if (old.size !== before.length || now.size !== after.length) return null
  const stayed = after.filter(({ id }) => old.has(id))
  let last = -1
  for (const { id } of stayed) {
    const place = old.get(id) ?? -1
    if (place < last) return null
    last = place
  }
  const steps: ItemStep[] = []
  for (const [place, item] of before.entries()) {
    if (!now.has(item.id)) steps.push({ list, id: item.id, before: item, place })
  }
  for (const [place, item] of after.entries()) {
    const was = before[old.get(item.id) ?? -1]
    if (!was) steps.push({ list, id: item.id, after: item, place })
    else if (!same(was, item)) steps.push({ list, id: item.id, before: was, after: item })
  }
  return steps
}

/** The lists of a document after its items were taken back or changed again. What is gone meanwhile stays gone. */
export function walkItems(
  document: Record<string, unknown>,
  steps: readonly ItemStep[],
  way: 'undo' | 'redo',
): void {
  for (const list of new Set(steps.map((step) => step.list))) {
    const items = document[list]
    if (!Array.isArray(items)) continue
    const changes = new Map(
      steps
        .filter((step) => step.list === list)
        .map((step) => [step.id, way === 'undo' ? step.before : step.after]),
    )
    const kept: unknown[] = items.flatMap((item: Item) => {
      if (!changes.has(item.id)) return [item]
      const changed = changes.get(item.id)
      return changed === undefined ? [] : [changed]
    })
    const there = new Set(items.map((item: Item) => item.id))
    const coming = steps.filter(
      (step) => step.list === list && !there.has(step.id) && changes.get(step.id) !== undefined,
    )
    // In order of place: each finds those before it there already.
    for (const step of coming.sort((a, b) => (a.place ?? 0) - (b.place ?? 0))) {
      kept.splice(step.place ?? kept.length, 0, changes.get(step.id))
    }
    document[list] = kept
  }
}

const placesOf = (items: readonly Item[]): Map<string, number> =>
  new Map(items.map(({ id }, place) => [id, place]))
