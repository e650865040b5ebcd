import type { ReactFlowInstance } from '@xyflow/react'
import { uuidv7 } from 'uuidv7'
import type { NodeKind, WorkflowNode } from '../../../contract/workflow'
import { connect, insertOnEdge, type refusal, removeEdges } from '../../../core/workflow/edit/connect'
import { type End, endsOf, fittingPort } from '../../../core/workflow/edit/fits'
import { addNode, onCanvas, type Point, removeNodes } from '../../../core/workflow/edit/nodes'
import { settleInGroups } from '../../../core/workflow/edit/place'
import { rules } from '../../../core/workflow/registry'
import { edit } from '../../data/draft/store'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { sizeOf } from './canvas/size'
import { choose, type WorkflowStore } from './store'

/** A new node of a kind with its middle at a point of the canvas. */
export function newNode(kind: NodeKind, middle: Point): WorkflowNode {
  const node: WorkflowNode = { id: uuidv7(), kind, label: '', x: 0, y: 0, settings: rules[kind].defaults() }
  const { width, height } = sizeOf(node)
  return { ...node, x: onCanvas(middle.x - width / 2), y: onCanvas(middle.y - height / 2) }
}

/** Adds a node and takes it in hand. */
export function addAt(store: WorkflowStore, kind: NodeKind, middle: Point): void {
  const node = newNode(kind, middle)
  edit(store, (document) => settleInGroups(addNode(document, node), new Set([node.id]), sizeOf))
  choose(store, [node.id])
}

type Flow = Pick<ReactFlowInstance, 'screenToFlowPosition'>

/** The middle of what is seen of the canvas. */
export function middleOfView(flow: Flow): Point {
  const view = document.querySelector('.flow')?.getBoundingClientRect()
  return view
    ? flow.screenToFlowPosition({ x: view.x + view.width / 2, y: view.y + view.height / 2 })
    : { x: 0, y: 0 }
}

/** A new node where it was dropped; on an edge it comes between its two ends. */
export function drop(store: WorkflowStore, kind: NodeKind, middle: Point, edgeId: string | null): void {
  const node = newNode(kind, middle)
  const between = edgeId ? insertOnEdge(store.getState().document, edgeId, node, uuidv7()) : null
  if (between && 'document' in between) {
    edit(store, () => between.document)
    choose(store, [node.id])
    return
  }
  if (between) sayProblem(between.refused)
  addAt(store, kind, middle)
}

/** Joins two ports; why that is not possible is said. */
export function joinPorts(store: WorkflowStore, ends: Parameters<typeof refusal>[1]): void {
  const joined = connect(store.getState().document, { id: uuidv7(), ...ends })
  if ('refused' in joined) sayProblem(joined.refused)
  else edit(store, () => joined.document)
}

/** An edge that was let go over a node ends at the first of its ports that fits. */
export function joinNode(store: WorkflowStore, from: End, nodeId: string): void {
  const { document } = store.getState()
  const node = document.nodes.find(({ id }) => id === nodeId)
  const port = node && fittingPort(document, from, node)
  if (port) joinPorts(store, endsOf(from, nodeId, port))
  else if (nodeId !== from.nodeId) sayProblem(t('workflow.noPortFits'))
}

/** Room between a node and the next one in its line. */
const gap = 56

/** Adds a node behind the one that is in hand, else in the middle of the view. */
export function addInView(store: WorkflowStore, flow: Flow, kind: NodeKind): void {
  const { document, chosen } = store.getState()
  const before = chosen.size === 1 ? document.nodes.find(({ id }) => chosen.has(id)) : undefined
  if (!before) {
    addAt(store, kind, middleOfView(flow))
    return
  }
  const { width, height } = sizeOf(before)
  const own = sizeOf(newNode(kind, { x: 0, y: 0 }))
  addAt(store, kind, { x: before.x + width + gap + own.width / 2, y: before.y + height / 2 })
}

/** Takes what is in hand out of the graph, as one step. */
export function removeChosen(store: WorkflowStore): void {
  const { chosen } = store.getState()
  if (chosen.size === 0) return
  edit(store, (document) => removeEdges(removeNodes(document, chosen), chosen))
  choose(store, [])
}
