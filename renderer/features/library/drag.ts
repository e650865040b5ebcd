/** Our own type, so that nothing of another window or program is taken for items. */
const kind = 'application/x-promptstudio-items'

/** Puts ids on what is dragged. */
export function carry(data: DataTransfer, ids: readonly string[]): void {
  data.setData(kind, JSON.stringify(ids))
  data.effectAllowed = 'move'
}

export const carriesItems = (data: DataTransfer): boolean => data.types.includes(kind)

/** What was dropped; nothing where it is not ours. */
export function carried(data: DataTransfer): string[] {
  try {
    const ids: unknown = JSON.parse(data.getData(kind) || '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
