import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../../contract/workflow'
import { closesCircle } from '../order'
import { canCarry } from '../port-types'
import { readNode } from '../registry'
import type { Port } from '../rule'
import { addNode, nodesById } from './nodes'

/** The changed document, or why it was not changed: a sentence with the remedy. */
export type Edited = { readonly document: WorkflowDocument } | { readonly refused: string }

type Ends = Pick<WorkflowEdge, 'source' | 'sourcePort' | 'target' | 'targetPort'>

/** Why these two ports cannot be connected; null where they can. What is asked while an edge is being dragged. */
export function refusal(document: WorkflowDocument, ends: Ends): string | null {
  const byId = nodesById(document)
  const [from, to] = [byId.get(ends.source), byId.get(ends.target)]
  if (!from || !to) return 'One end of this edge is not there any more. Draw it anew.'
  if (from.id === to.id && !bodyInput(to, ends.targetPort)) {
    return 'A node cannot wait for itself. Put a Loop node around what is to be repeated.'
  }
  const given = portOf(readNode(from).outputs, ends.sourcePort)
  const taken = portOf(readNode(to).inputs, ends.targetPort)
  if (!given || !taken) return 'That port is not there any more. Connect another one.'
  if (!taken.many && document.edges.some((edge) => endsAt(edge, ends))) {
    return `"${taken.name}" is connected already. Remove that edge first, or join both with a Merge node.`
  }
  if (document.edges.some((edge) => endsAt(edge, ends) && startsAt(edge, ends))) {
    return 'These two are connected already.'
  }
  return (
    canCarry(given.type, taken.type) ??
    (closesCircle(document, ends)
      ? 'This would make a circle. Only a Loop or Map node may be led back to: connect to its body port.'
      : null)
  )
}

/** The document with one more edge, where its ports fit. */
export function connect(document: WorkflowDocument, edge: WorkflowEdge): Edited {
  const reason = document.edges.some(({ id }) => id === edge.id)
    ? 'This edge is there already.'
    : refusal(document, edge)
  return reason === null
    ? { document: { ...document, edges: [...document.edges, edge] } }
    : { refused: reason }
}

export function removeEdges(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  return { ...document, edges: document.edges.filter(({ id }) => !ids.has(id)) }
}

/** The document with other words on an edge; what is left empty is not there. */
export function changeEdge(
  document: WorkflowDocument,
  id: string,
  change: Partial<Pick<WorkflowEdge, 'condition' | 'label'>>,
): WorkflowDocument {
  const edges = document.edges.map((edge) => {
    if (edge.id !== id) return edge
    const { condition, label, ...rest } = { ...edge, ...change }
    return {
      ...rest,
      ...(condition?.trim() ? { condition } : {}),
      ...(label?.trim() ? { label } : {}),
    }
  })
  return { ...document, edges }
}

/**
 * A new node dropped on an edge: the edge leads into it and another one on from it, through the first ports that fit.
 * @param onwards the id of the second edge; the first keeps the old one's
 */
export function insertOnEdge(
  document: WorkflowDocument,
  edgeId: string,
  node: WorkflowNode,
  onwards: string,
): Edited {
  const edge = document.edges.find(({ id }) => id === edgeId)
  if (!edge) return { refused: 'That edge is not there any more.' }
  const without = addNode(removeEdges(document, new Set([edgeId])), node)
  const { inputs, outputs } = readNode(node)
  for (const input of inputs.filter(({ body }) => !body)) {
    const first = connect(without, { ...edge, target: node.id, targetPort: input.name })
    if ('refused' in first) continue
    for (const output of outputs.filter(({ body }) => !body)) {
      const { condition: _condition, label: _label, ...plain } = edge
      const second = { ...plain, id: onwards, source: node.id, sourcePort: output.name }
      const both = connect(first.document, second)
      if ('document' in both) return both
    }
  }
  return { refused: 'This node does not fit on that edge. Connect it by hand.' }
}

export const portOf = (ports: readonly Port[], name: string): Port | undefined =>
  ports.find((port) => port.name === name)

const bodyInput = (node: WorkflowNode, name: string): boolean =>
  portOf(readNode(node).inputs, name)?.body === true

const endsAt = (edge: Ends, { target, targetPort }: Ends): boolean =>
  edge.target === target && edge.targetPort === targetPort

const startsAt = (edge: Ends, { source, sourcePort }: Ends): boolean =>
  edge.source === source && edge.sourcePort === sourcePort
