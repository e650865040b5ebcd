import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import { addNode, changeNode, inGroup, nodesById, onCanvas, removeNodes } from './nodes'
import type { SizeOf } from './place'

/** What a node takes up where its size was not set. */
const usual = { width: 220, height: 96 }
const usualSize: SizeOf = ({ width = usual.width, height = usual.height }) => ({ width, height })
const margin = 24
/** What a group's name takes up. */
const head = 24

/** The smallest frame around nodes, with a margin. */
export function frameOf(nodes: readonly WorkflowNode[], sizeOf: SizeOf = usualSize) {
  if (nodes.length === 0) return { x: 0, y: 0, ...usual }
  const left = Math.min(...nodes.map(({ x }) => x)) - margin
  const top = Math.min(...nodes.map(({ y }) => y)) - margin - head
  const right = Math.max(...nodes.map((node) => node.x + sizeOf(node).width)) + margin
  const bottom = Math.max(...nodes.map((node) => node.y + sizeOf(node).height)) + margin
  return { x: onCanvas(left), y: onCanvas(top), width: right - left, height: bottom - top }
}

/**
 * Puts nodes into a new group, which lies where they all lay, or at the top where they lay in several.
 * @param ids those that lie in a group among them go along with it
 */
export function groupNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  groupId: string,
  label: string,
  sizeOf?: SizeOf,
): WorkflowDocument {
  const chosen = document.nodes.filter(
    ({ id, parentId }) => ids.has(id) && !(parentId !== undefined && ids.has(parentId)),
  )
  if (chosen.length === 0 || nodesById(document).has(groupId)) return document
  const parents = new Set(chosen.map(({ parentId }) => parentId))
  const [parent] = parents.size === 1 ? [...parents] : [undefined]
  const group = inGroup(
    { id: groupId, kind: 'group', label, ...frameOf(chosen, sizeOf), settings: {} },
    parent === undefined || ids.has(parent) ? undefined : parent,
  )
  const moved = new Set(chosen.map(({ id }) => id))
  const nodes = document.nodes.map((node) => (moved.has(node.id) ? inGroup(node, groupId) : node))
  return addNode({ ...document, nodes }, group)
}

/** Takes a group away; what lay in it stays. */
export const ungroup = (document: WorkflowDocument, groupId: string): WorkflowDocument =>
  removeNodes(document, new Set([groupId]))

/** Folds a group to a box, or opens it. */
export const foldGroup = (document: WorkflowDocument, groupId: string, folded: boolean): WorkflowDocument =>
  changeNode(document, groupId, { folded })
