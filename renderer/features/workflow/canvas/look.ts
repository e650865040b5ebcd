import { itemIcons } from '../../../../contract/vocabulary'
import type { WorkflowNode } from '../../../../contract/workflow'
import { isKnownKind } from '../../../../core/workflow/registry'
import { t } from '../../../i18n'
import type { LucideIcon } from '../../../ui/icon'
import { iconShapes } from '../../../ui/item-icons'
import { faces } from '../faces'

/** What a node is called: as somebody named it, else by its kind. */
export function nameOf({ label, kind }: Pick<WorkflowNode, 'label' | 'kind'>): string {
  return label || (isKnownKind(kind) ? t(faces[kind].name) : kind)
}

/** The icon that somebody chose, or the one of its kind; null for a kind that is not known. */
export function shapeOf({ icon, kind }: Pick<WorkflowNode, 'icon' | 'kind'>): LucideIcon | null {
  const chosen = itemIcons.find((each) => each === icon)
  if (chosen) return iconShapes[chosen]
  return isKnownKind(kind) ? faces[kind].icon : null
}
