import type { WorkflowDocument, WorkflowEdge } from '../../contract/workflow'
import { nodesById } from './edit/nodes'
import { readNode } from './registry'

export type Step = 'left' | 'right' | 'up' | 'down'

/**
 * Where a step from a node leads along its edges: right to what takes from it first, left to what it takes from first,
 * up and down to the others that the same nodes lead to or come from. Null where there is no way.
 */
export function stepAlong(document: WorkflowDocument, from: string, step: Step): string | null {
  const into = inOrder(document, from, 'into')
  const out = inOrder(document, from, 'out')
  if (step === 'right') return out[0] ?? null
  if (step === 'left') return into[0] ?? null
  const beside = new Set([
    ...into.flatMap((id) => inOrder(document, id, 'out')),
    ...out.flatMap((id) => inOrder(document, id, 'into')),
  ])
  const list = [...beside]
  const at = list.indexOf(from)
  return list[at + (step === 'down' ? 1 : -1)] ?? null
}

/** The nodes that a node leads to or comes from, in the order of its ports. */
function inOrder(document: WorkflowDocument, id: string, way: 'into' | 'out'): string[] {
  const node = nodesById(document).get(id)
  if (!node) return []
  const { inputs, outputs } = readNode(node)
  const ports = (way === 'into' ? inputs : outputs).map(({ name }) => name)
  const place = ({ sourcePort, targetPort }: WorkflowEdge) =>
    ports.indexOf(way === 'into' ? targetPort : sourcePort)
  const mine = document.edges.filter(({ source, target }) => (way === 'into' ? target : source) === id)
  const ends = mine
    .sort((a, b) => place(a) - place(b))
    .map(({ source, target }) => (way === 'into' ? source : target))
  return [...new Set(ends)]
}
