import { MessagesSquare, Puzzle, Table2, Type, Variable, Waypoints } from 'lucide-react'
import type { OpenTab } from '../../contract/preferences'
import type { LucideIcon } from '../ui/icon'

/** What stands before an item's name in tabs and in the palette. */
export const formIcons: Record<OpenTab['form'], LucideIcon> = {
  chat: MessagesSquare,
  text: Type,
  context: Puzzle,
  variable_set: Table2,
  variable_definition: Variable,
  workflow: Waypoints,
}
