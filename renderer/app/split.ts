import type { OpenTab } from '../../contract/preferences'
import { openTab, useLayout } from './layout'
import { go, placeNow } from './location'
import { focusSide, useFocusedSide } from './side'

/** What the two columns show. An item is shown once: its text has one caret. */
const shown = () => {
  const place = placeNow()
  return { main: place.at === 'item' ? place.id : null, beside: useLayout.getState().beside }
}

const putBeside = (id: string | null): void => useLayout.setState({ beside: id })

/** Goes to an open item: where it is shown, else in the column that was worked in last. */
export function goToItem(id: string): void {
  const { main, beside } = shown()
  if (id === beside) focusSide('beside')
  else if (id === main) focusSide('main')
  else if (beside !== null && useFocusedSide.getState().side === 'beside') putBeside(id)
  else go({ at: 'item', id })
}

/** Opens an item in a tab and goes there. */
export function openItem(tab: OpenTab): void {
  openTab(tab)
  goToItem(tab.id)
}

/** Opens an item in the column beside; the main one then shows another tab, or the library, if it showed this one. */
export function openBeside(tab: OpenTab): void {
  openTab({ ...tab, preview: false })
  const { main, beside } = shown()
  putBeside(tab.id)
  if (main === tab.id) showInMain(nextTo(tab.id, beside))
  focusSide('beside')
}

/** Opens an item in the main column; what is beside stays, unless it was this item. */
export function openInMain(tab: OpenTab): void {
  openTab(tab)
  if (shown().beside === tab.id) putBeside(null)
  go({ at: 'item', id: tab.id })
  focusSide('main')
}

/** Back to one column. */
export function closeBeside(): void {
  putBeside(null)
  focusSide('main')
}

/** A tab that is about to be closed leaves its column to its neighbour. */
export function leaveItem(id: string): void {
  const { main, beside } = shown()
  if (id === beside) closeBeside()
  else if (id === main) showInMain(nextTo(id, beside))
}

const showInMain = (id: string | undefined): void =>
  go(id ? { at: 'item', id } : { at: 'library', placeId: null })

function nextTo(id: string, shownElsewhere: string | null): string | undefined {
  const { tabs } = useLayout.getState()
  const free = tabs.filter((tab) => tab.id === id || tab.id !== shownElsewhere)
  const at = free.findIndex((tab) => tab.id === id)
  return (free[at + 1] ?? free[at - 1])?.id
}
