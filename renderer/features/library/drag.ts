/** Our own types, so that nothing of another window or program is taken for items. What is carried is seen while it moves. */
const kinds = {
  items: 'application/x-promptstudio-items',
  places: 'application/x-promptstudio-places',
} as const
export type Carried = keyof typeof kinds

/** Puts ids on what is dragged. */
export function carry(data: DataTransfer, kind: Carried, ids: readonly string[]): void {
  data.setData(kinds[kind], JSON.stringify(ids))
  data.effectAllowed = 'move'
}

/** What is being dragged; null where it is not ours. */
export function carriedKind({ types }: DataTransfer): Carried | null {
  if (types.includes(kinds.items)) return 'items'
  return types.includes(kinds.places) ? 'places' : null
}

/** What was dropped; nothing where it is not ours. */
export function carried(data: DataTransfer): string[] {
  const kind = carriedKind(data)
  if (!kind) return []
  try {
    const ids: unknown = JSON.parse(data.getData(kinds[kind]) || '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
