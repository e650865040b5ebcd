import { Cpu, type LucideIcon, Wrench } from 'lucide-react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import type { NodeRun } from '../../../../contract/workflow-run'
import { isKnownKind } from '../../../../core/workflow/registry'
import { t } from '../../../i18n'
import { nameOf, shapeOf } from '../canvas/look'
import { faces } from '../faces'
import type { TraceRow } from './trace-rows'

export interface PartLook {
  readonly name: string
  readonly icon: LucideIcon | null
  /** Of `canvas.css`: which colour its bar has. */
  readonly family: string | undefined
}

/** How a part of a trace is called and drawn: as its node on the canvas, where it is there. */
export function partLook(nodes: ReadonlyMap<string, WorkflowDocument['nodes'][number]>) {
  return ({ part, turn }: Pick<TraceRow, 'part' | 'turn'>): PartLook => {
    const look = plain(nodes, part)
    return turn === null || part.kind !== 'node'
      ? look
      : { ...look, name: t('workflowRun.turn', { name: look.name, turn }) }
  }
}

function plain(nodes: ReadonlyMap<string, WorkflowDocument['nodes'][number]>, part: NodeRun): PartLook {
  if (part.kind !== 'node') {
    return {
      name: part.model ?? part.name ?? '',
      icon: part.kind === 'tool' ? Wrench : Cpu,
      family: part.kind === 'tool' ? 'tools' : 'prompt',
    }
  }
  const node = part.path.includes('>') ? undefined : nodes.get(part.nodeId ?? '')
  if (!node) return { name: part.name ?? '', icon: null, family: undefined }
  const family = node.colour ?? (isKnownKind(node.kind) ? faces[node.kind].family : undefined)
  return { name: nameOf(node), icon: shapeOf(node), family }
}
