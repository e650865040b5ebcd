import { type LibraryKind, libraryKinds } from '../../../contract/vocabulary'
import { fitsHome, type Place } from '../../../core/document/home'

/** Our own types, so that nothing of another window or program is taken for items. What is carried is seen while it moves. */
const kinds = {
  items: 'application/x-promptstudio-items',
  places: 'application/x-promptstudio-places',
} as const
export type Carried = keyof typeof kinds

/** Which libraries take what is carried: its types alone are seen before it is let go. */
const homes: Readonly<Record<LibraryKind, string>> = {
  prompt: 'application/x-promptstudio-of-prompts',
  workflow: 'application/x-promptstudio-of-workflows',
}

/** Puts ids on what is dragged, and of which libraries they are. */
export function carry(
  data: DataTransfer,
  kind: Carried,
  ids: readonly string[],
  of: ReadonlySet<LibraryKind> = new Set(),
): void {
  for (const home of of) data.setData(homes[home], '')
  data.setData(kinds[kind], JSON.stringify(ids))
  data.effectAllowed = 'move'
}

/** What is being dragged; null where it is not ours. */
export function carriedKind({ types }: DataTransfer): Carried | null {
  if (types.includes(kinds.items)) return 'items'
  return types.includes(kinds.places) ? 'places' : null
}

/** Whether a place holds all that is being dragged. */
export const takesCarried = ({ types }: DataTransfer, place: Place): boolean =>
  libraryKinds.every((home) => !types.includes(homes[home]) || fitsHome(home, place))

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
