import type { KeyboardEvent } from 'react'
import { rowCommandOf } from '../../app/commands'
import { pointAt, type RowEffects } from '../../app/row-menu'
import type { MenuPoint } from '../../ui/menu'
import type { PlaceLine } from './place-lines'
import { byLetter, walks } from './tree-walk'
import type { TreeChoice } from './use-tree-choice'

interface TreeKeys {
  lines: readonly PlaceLine[]
  choice: TreeChoice
  effects: (ids: readonly string[]) => RowEffects
  onFold: (id: string, open: boolean) => void
  onFocus: (id: string | undefined) => void
  onMenu: (at: MenuPoint, ids: readonly string[]) => void
}

/** What a key does to the place that has the focus; false where it means nothing to a tree. */
export function treeKey(of: TreeKeys, { place }: PlaceLine, event: KeyboardEvent<HTMLElement>): boolean {
  const ids = of.choice.with(place.id)
  const command = rowCommandOf(event.nativeEvent)
  if (command === 'row.menu') of.onMenu(pointAt(event.currentTarget), ids)
  else if (command) of.effects(ids)[command]?.run()
  else return choose(of.choice, place.id, event) || walk(of, place.id, event)
  return true
}

function choose(choice: TreeChoice, id: string, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (key === ' ') choice.toggle(id)
  else if (key === 'Escape' && choice.ids.size > 0) choice.clear()
  else if ((ctrlKey || metaKey) && key === 'a') choice.all()
  else return false
  return true
}

function walk({ lines, choice, onFold, onFocus }: TreeKeys, id: string, event: KeyboardEvent): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false
  const at = lines.findIndex((each) => each.place.id === id)
  const line = lines[at]
  const step = line && walks[event.key]?.(lines, at, line)
  if (step) {
    if (step.fold !== undefined) onFold(id, step.fold)
    if (step.to) choice.walkedTo(id, step.to, event.shiftKey)
    onFocus(step.to)
  } else if (event.key.length === 1) onFocus(byLetter(lines, at, event.key))
  return step !== undefined || event.key.length === 1
}
