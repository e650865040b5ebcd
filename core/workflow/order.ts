import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'
import { readNode, runs } from './registry'

type Ends = Pick<WorkflowEdge, 'source' | 'target' | 'targetPort'>

export interface Order {
  /** The nodes that run, each after all that it waits for; of those that could, the document's first. */
  readonly order: readonly string[]
  /** Nodes on a circle that no loop or map closes, or behind one: they could never run. */
  readonly circular: ReadonlySet<string>
}

/** Edges that are waited for: all but those that close the turn of a loop or map. */
export function forwardEdges(document: WorkflowDocument): WorkflowEdge[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  return document.edges.filter((edge) => !closesTurn(byId, edge))
}

/** Whether an edge ends at the port that closes a turn of its loop or map. */
export const closesTurn = (
  byId: ReadonlyMap<string, WorkflowNode>,
  { target, targetPort }: Ends,
): boolean => {
  const node = byId.get(target)
  return node !== undefined && readNode(node).inputs.some(({ name, body }) => body && name === targetPort)
}

/** The nodes in an order in which they can run. */
export function topologicalOrder(document: WorkflowDocument): Order {
  return inOrder(
    document.nodes.filter(runs).map(({ id }) => id),
    forwardEdges(document),
  )
}

/** Ids after what they wait for; of those that could, the first of the list. Edges of others are not looked at. */
export function inOrder(
  ids: readonly string[],
  edges: readonly Pick<WorkflowEdge, 'source' | 'target'>[],
): Order {
  const waiting = new Map(ids.map((id) => [id, 0]))
  const next = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const { source, target } of edges) {
    const [after, count] = [next.get(source), waiting.get(target)]
    if (!after || count === undefined) continue
    after.push(target)
    waiting.set(target, count + 1)
  }
  const order = ids.filter((id) => waiting.get(id) === 0)
  // Grows while it is walked.
  for (const id of order) {
    for (const target of next.get(id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1
      waiting.set(target, left)
      if (left === 0) order.push(target)
    }
  }
  const done = new Set(order)
  return { order, circular: new Set(ids.filter((id) => !done.has(id))) }
}

/** Whether one more edge would make a circle that no loop or map closes. */
export function closesCircle(document: WorkflowDocument, ends: Ends): boolean {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  if (closesTurn(byId, ends)) return false
  return reachable([ends.target], following(forwardEdges(document))).has(ends.source)
}

/** The targets of each node. */
export function following(edges: readonly WorkflowEdge[]): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const { source, target } of edges) {
    const list = next.get(source)
    if (list) list.push(target)
    else next.set(source, [target])
  }
  return next
}

/** These and everything that can be come to from them. */
export function reachable(
  from: readonly string[],
  next: Pick<ReadonlyMap<string, readonly string[]>, 'get'>,
): Set<string> {
  const found = new Set(from)
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (found.has(target)) continue
      found.add(target)
      open.push(target)
    }
  }
  return found
}

/**
 * The bodies of all loops and maps by their node: what comes from its body ports and leads on from there, without the
 * node itself.
 */
export function bodiesOf(document: WorkflowDocument): Map<string, Set<string>> {
  const next = following(forwardEdges(document))
  const given = new Map<string, WorkflowEdge[]>()
  for (const edge of document.edges) {
    const list = given.get(edge.source)
    if (list) list.push(edge)
    else given.set(edge.source, [edge])
  }
  const bodies = new Map<string, Set<string>>()
  for (const node of document.nodes) {
    const { inputs, outputs } = readNode(node)
    if (!inputs.some(({ body }) => body)) continue
    const ports = new Set(outputs.flatMap(({ name, body }) => (body ? name : [])))
    const first = (given.get(node.id) ?? []).filter(({ sourcePort }) => ports.has(sourcePort))
    const body = reachable(
      first.map(({ target }) => target),
      { get: (id) => (id === node.id ? undefined : next.get(id)) },
    )
    body.delete(node.id)
    bodies.set(node.id, body)
  }
  return bodies
}
