import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import { inGroup, nodesById, onCanvas, type Point, withMembers } from './nodes'

/** Canvas units. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** How much room a node takes; whoever draws it knows. */
export type SizeOf = (node: WorkflowNode) => Size

/**
 * The document with nodes at these places. What lies in a group goes along with it, unless it is placed itself.
 * @param places upper left corners by the node's id
 */
export function placeNodes(document: WorkflowDocument, places: ReadonlyMap<string, Point>): WorkflowDocument {
  const byId = nodesById(document)
  const placedAround = (node: WorkflowNode): WorkflowNode | null => {
    const seen = new Set<string>()
    for (let at: WorkflowNode | undefined = node; at && !seen.has(at.id); ) {
      if (places.has(at.id)) return at
      seen.add(at.id)
      at = at.parentId === undefined ? undefined : byId.get(at.parentId)
    }
    return null
  }
  const nodes = document.nodes.map((node) => {
    const mover = placedAround(node)
    const to = mover && places.get(mover.id)
    if (!to) return node
    const [x, y] = [onCanvas(node.x + to.x - mover.x), onCanvas(node.y + to.y - mover.y)]
    return x === node.x && y === node.y ? node : { ...node, x, y }
  })
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

/**
 * The document with each of these nodes in the innermost group that its middle lies over, or in none. Groups that are
 * folded take nothing.
 */
export function settleInGroups(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  sizeOf: SizeOf,
): WorkflowDocument {
  // Those drawn later lie on top: a group inside another one comes behind it.
  const groups = document.nodes.filter(({ kind, folded }) => kind === 'group' && !folded)
  const nodes = document.nodes.map((node) => {
    if (!ids.has(node.id) || (node.parentId !== undefined && ids.has(node.parentId))) return node
    const inside = withMembers(document, new Set([node.id]))
    const { width, height } = sizeOf(node)
    const middle = { x: node.x + width / 2, y: node.y + height / 2 }
    const over = groups.filter((group) => !inside.has(group.id) && holds(group, sizeOf(group), middle))
    const [innermost] = over.sort((a, b) => area(sizeOf(a)) - area(sizeOf(b)))
    return innermost?.id === node.parentId ? node : inGroup(node, innermost?.id)
  })
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

const holds = ({ x, y }: WorkflowNode, { width, height }: Size, at: Point): boolean =>
  at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height

const area = ({ width, height }: Size): number => width * height
