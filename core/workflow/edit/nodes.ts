import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'

/** Makes the ids of new nodes and edges; given by the caller, since core knows no randomness. */
export type NewId = () => string

export interface Point {
  readonly x: number
  readonly y: number
}

const furthest = 1_000_000
/** On the canvas, to a tenth of a unit: what is stored is what was drawn. */
export const onCanvas = (at: number): number =>
  Math.round(Math.min(furthest, Math.max(-furthest, at)) * 10) / 10

/** The document with one more node. One whose id is taken changes nothing. */
export function addNode(document: WorkflowDocument, node: WorkflowNode): WorkflowDocument {
  if (document.nodes.some(({ id }) => id === node.id)) return document
  return { ...document, nodes: [...document.nodes, node] }
}

/** The document without these nodes and their edges. What lay in a group that goes lies where the group lay. */
export function removeNodes(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  const byId = nodesById(document)
  const staying = (id: string | undefined): string | undefined => {
    const seen = new Set<string>()
    let at = id
    while (at !== undefined && ids.has(at) && !seen.has(at)) {
      seen.add(at)
      at = byId.get(at)?.parentId
    }
    return at !== undefined && ids.has(at) ? undefined : at
  }
  return {
    ...document,
    nodes: document.nodes
      .filter(({ id }) => !ids.has(id))
      .map((node) =>
        node.parentId && ids.has(node.parentId) ? inGroup(node, staying(node.parentId)) : node,
      ),
    edges: document.edges.filter(({ source, target }) => !ids.has(source) && !ids.has(target)),
  }
}

/** The document with nodes shifted; what lies in a group goes along with it. */
export function moveNodes(document: WorkflowDocument, ids: ReadonlySet<string>, by: Point): WorkflowDocument {
  const moved = withMembers(document, ids)
  return {
    ...document,
    nodes: document.nodes.map((node) =>
      moved.has(node.id) ? { ...node, x: onCanvas(node.x + by.x), y: onCanvas(node.y + by.y) } : node,
    ),
  }
}

/** The document with one node changed; its id stays. */
export function changeNode(
  document: WorkflowDocument,
  id: string,
  change: Partial<Omit<WorkflowNode, 'id'>>,
): WorkflowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...change, id } : node)),
  }
}

/** What any number of nodes can be given at once; null takes it away. */
export interface Shared {
  readonly colour?: string | null
  readonly icon?: string | null
  readonly policy?: NonNullable<WorkflowNode['policy']> | null
}

/** The document with several nodes changed alike. */
export function changeNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  change: Shared,
): WorkflowDocument {
  const gone = new Set(Object.entries(change).flatMap(([name, value]) => (value === null ? name : [])))
  const kept = Object.fromEntries(Object.entries(change).filter(([name]) => !gone.has(name)))
  const changed = (node: WorkflowNode): WorkflowNode => {
    const { id, kind, label, x, y, settings, ...more } = node
    const rest = Object.fromEntries(Object.entries(more).filter(([name]) => !gone.has(name)))
    return { id, kind, label, x, y, settings, ...rest, ...kept }
  }
  return { ...document, nodes: document.nodes.map((node) => (ids.has(node.id) ? changed(node) : node)) }
}

/** These nodes and, of groups among them, all that lies in them at any depth. */
export function withMembers({ nodes }: WorkflowDocument, ids: ReadonlySet<string>): Set<string> {
  const members = new Set(ids)
  const children = new Map<string, string[]>()
  for (const { id, parentId } of nodes) {
    if (parentId !== undefined) children.set(parentId, [...(children.get(parentId) ?? []), id])
  }
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const child of children.get(id) ?? []) {
      if (members.has(child)) continue
      members.add(child)
      open.push(child)
    }
  }
  return members
}

export const nodesById = ({ nodes }: WorkflowDocument): Map<string, WorkflowNode> =>
  new Map(nodes.map((node) => [node.id, node]))

/** The node in another group, or in none. */
export function inGroup(node: WorkflowNode, parentId: string | undefined): WorkflowNode {
  const { parentId: _, ...rest } = node
  return parentId === undefined ? rest : { ...rest, parentId }
}
