import { Beaker, Folder, MessagesSquare, Puzzle, Table2, Type, Variable, Waypoints } from 'lucide-react'
import { t } from '../../i18n'
import type { LucideIcon } from '../../ui/icon'

const icons: Readonly<Record<string, LucideIcon>> = {
  lab: Beaker,
  library: Folder,
  template: MessagesSquare,
  context: Puzzle,
  variable_set: Table2,
  variable_definition: Variable,
  workflow: Waypoints,
}

export const kindIcon = (type: string, form: 'text' | 'chat' | null): LucideIcon =>
  form === 'text' ? Type : (icons[type] ?? Type)

const kinds = [
  'lab',
  'library',
  'template',
  'context',
  'variable_set',
  'variable_definition',
  'workflow',
] as const

/** A type as people call it; one that is not known is shown as it is written. */
export function kindName(type: string): string {
  const known = kinds.find((each) => each === type)
  return known ? t(`exchange.kind.${known}`) : type
}
