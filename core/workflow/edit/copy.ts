import { z } from 'zod'
import {
  type WorkflowDocument,
  type WorkflowEdge,
  type WorkflowNode,
  workflowEdge,
  workflowNode,
} from '../../../contract/workflow'
import { inGroup, type NewId, onCanvas, type Point, withMembers } from './nodes'

/** Nodes and the edges between them, as text on the clipboard. */
const part = z.object({
  promptstudio: z.literal('workflow-part'),
  nodes: z.array(workflowNode).min(1).max(5_000),
  edges: z.array(workflowEdge).max(20_000),
})

type Part = Pick<WorkflowDocument, 'nodes' | 'edges'>

/** Nodes, all that lies in groups among them, and the edges between them, as text. */
export function copyText(document: WorkflowDocument, ids: ReadonlySet<string>): string {
  return JSON.stringify({ promptstudio: 'workflow-part', ...partOf(document, ids) }, null, 2)
}

export interface Pasted {
  readonly document: WorkflowDocument
  /** The new nodes. */
  readonly ids: readonly string[]
}

/** Adds what was copied, with new ids, its upper left corner at a point. */
export function pasteText(
  document: WorkflowDocument,
  text: string,
  newId: NewId,
  at: Point,
): Pasted | { readonly refused: string } {
  const read = part.safeParse(parsed(text))
  if (!read.success) {
    return { refused: 'The clipboard holds no nodes. Copy some on a canvas first, then paste here.' }
  }
  const corner = {
    x: Math.min(...read.data.nodes.map(({ x }) => x)),
    y: Math.min(...read.data.nodes.map(({ y }) => y)),
  }
  return added(document, read.data, newId, { x: at.x - corner.x, y: at.y - corner.y })
}

/** Nodes once more, a little beside; edges from elsewhere into them are not repeated. */
export function duplicateNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  newId: NewId,
  by: Point = { x: 32, y: 32 },
): Pasted | { readonly refused: string } {
  return added(document, partOf(document, ids), newId, by)
}

/** Nodes with what lies in them and the edges between them. Groups that stay behind are let go. */
export function partOf(document: WorkflowDocument, ids: ReadonlySet<string>): Part {
  const chosen = withMembers(document, ids)
  return {
    nodes: document.nodes
      .filter(({ id }) => chosen.has(id))
      .map((node) => (node.parentId && !chosen.has(node.parentId) ? inGroup(node, undefined) : node)),
    edges: document.edges.filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
  }
}

function added(
  document: WorkflowDocument,
  { nodes, edges }: Part,
  newId: NewId,
  by: Point,
): Pasted | { readonly refused: string } {
  if (document.nodes.length + nodes.length > 5_000 || document.edges.length + edges.length > 20_000) {
    return { refused: 'A workflow holds 5,000 nodes at most. Make a sub-workflow of a part of it.' }
  }
  const ids = new Map(nodes.map(({ id }) => [id, newId()]))
  const copies = nodes.map(
    (node): WorkflowNode => ({
      ...inGroup(node, node.parentId === undefined ? undefined : ids.get(node.parentId)),
      id: ids.get(node.id) ?? newId(),
      x: onCanvas(node.x + by.x),
      y: onCanvas(node.y + by.y),
    }),
  )
  const links = edges.flatMap((edge): WorkflowEdge[] => {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)]
    return source && target ? [{ ...edge, id: newId(), source, target }] : []
  })
  return {
    document: {
      ...document,
      nodes: [...document.nodes, ...copies],
      edges: [...document.edges, ...links],
    },
    ids: copies.map(({ id }) => id),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
