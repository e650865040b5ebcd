import {
  type NodeKind,
  nodeKinds,
  type PortType,
  type WorkflowDocument,
  type WorkflowNode,
} from '../../../contract/workflow'
import { canCarry } from '../port-types'
import { readNode, rules } from '../registry'
import { portOf, refusal } from './connect'

/** One end of an edge: a port that gives (`out`) or takes (`in`). */
export interface End {
  readonly nodeId: string
  readonly port: string
  readonly way: 'out' | 'in'
}

/** The first port of a node that an edge from this end could lead to; null where none fits. */
export function fittingPort(document: WorkflowDocument, from: End, to: WorkflowNode): string | null {
  const start = document.nodes.find(({ id }) => id === from.nodeId)
  if (!start) return null
  const mine = portOf(readNode(start)[from.way === 'out' ? 'outputs' : 'inputs'], from.port)
  if (!mine) return null
  const isThere = document.nodes.some(({ id }) => id === to.id)
  const theirs = readNode(to)[from.way === 'out' ? 'inputs' : 'outputs'].filter(
    ({ body }) => isThere || !body,
  )
  const carries = (type: PortType) =>
    (from.way === 'out' ? canCarry(mine.type, type) : canCarry(type, mine.type)) === null
  const fits = theirs.find(({ name, type }) =>
    isThere ? refusal(document, endsOf(from, to.id, name)) === null : carries(type),
  )
  return fits?.name ?? null
}

/** The ends of an edge from one end to a port of another node. */
export const endsOf = ({ nodeId, port, way }: End, other: string, otherPort: string) =>
  way === 'out'
    ? { source: nodeId, sourcePort: port, target: other, targetPort: otherPort }
    : { source: other, sourcePort: otherPort, target: nodeId, targetPort: port }

/** The kinds of which a new node could take the other end of an edge. */
export const fittingKinds = (document: WorkflowDocument, from: End): NodeKind[] =>
  nodeKinds.filter((kind) => {
    const node = { id: '', kind, label: '', x: 0, y: 0, settings: rules[kind].defaults() }
    return fittingPort(document, from, node) !== null
  })
