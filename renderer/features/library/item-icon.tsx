import {
  Beaker,
  Folder,
  MessagesSquare,
  Puzzle,
  Table2,
  Type,
  Variable,
  Waypoints,
  Workflow,
} from 'lucide-react'
import type { EntitySummary, PlaceNode } from '../../../contract/entity'
import { itemColours, itemIcons } from '../../../contract/vocabulary'
import { Icon, type LucideIcon } from '../../ui/icon'
import { iconShapes } from '../../ui/item-icons'

interface Marked {
  readonly colour: string | null
  readonly icon: string | null
}

export const kindIcon = ({ type, form }: Pick<EntitySummary, 'form' | 'type'>): LucideIcon => {
  if (type === 'context') return Puzzle
  if (type === 'variable_set') return Table2
  if (type === 'variable_definition') return Variable
  if (type === 'workflow') return Waypoints
  return form === 'text' ? Type : MessagesSquare
}

export const placeIcon = ({ type, libraryKind }: Pick<PlaceNode, 'type' | 'libraryKind'>): LucideIcon => {
  if (type === 'lab') return Beaker
  return libraryKind === 'workflow' ? Workflow : Folder
}

/** The icon that somebody chose, or the one of its kind, in the colour that somebody chose. */
export function ItemIcon({ of: { colour, icon }, usual }: { of: Marked; usual: LucideIcon }) {
  const chosen = itemIcons.find((each) => each === icon)
  const tint = itemColours.find((each) => each === colour)
  return (
    <span className="flex shrink-0 text-ink-2" style={tint ? { color: `var(--${tint})` } : undefined}>
      <Icon of={chosen ? iconShapes[chosen] : usual} />
    </span>
  )
}
