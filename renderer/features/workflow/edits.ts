import type { ReactFlowInstance } from '@xyflow/react'
import { uuidv7 } from 'uuidv7'
import type { NodeKind, WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import { connect, insertOnEdge, type refusal, removeEdges } from '../../../core/workflow/edit/connect'
import { type End, endsOf, fittingPort } from '../../../core/workflow/edit/fits'
import { addNode, onCanvas, type Point, removeNodes } from '../../../core/workflow/edit/nodes'
import { type Size, settleInGroups } from '../../../core/workflow/edit/place'
import { rules } from '../../../core/workflow/registry'
import { edit } from '../../data/draft/store'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { bringIntoSight } from './canvas/sight'
import { sizeOf } from './canvas/size'
import { choose, type WorkflowStore } from './store'

/** A new node of a kind with its middle at a point of the canvas. */
export function newNode(kind: NodeKind, middle: Point): WorkflowNode {
  const node: WorkflowNode = { id: uuidv7(), kind, label: '', x: 0, y: 0, settings: rules[kind].defaults() }
  const { width, height } = sizeOf(node)
  return { ...node, x: onCanvas(middle.x - width / 2), y: onCanvas(middle.y - height / 2) }
}

/** Adds a node and takes it in hand; gives its id. */
function addAt(store: WorkflowStore, kind: NodeKind, middle: Point): string {
  const node = newNode(kind, middle)
  edit(store, (document) => settleInGroups(addNode(document, node), new Set([node.id]), sizeOf))
  choose(store, [node.id])
  return node.id
}

type Flow = ReactFlowInstance

/** The middle of what is seen of the canvas. */
export function middleOfView(flow: Pick<Flow, 'screenToFlowPosition'>): Point {
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

/** Adds a node behind the one that is in hand, else in the middle of the view, and shows it. */
export function addInView(store: WorkflowStore, flow: Flow, kind: NodeKind): void {
  const { document, chosen } = store.getState()
  const before = chosen.size === 1 ? document.nodes.find(({ id }) => chosen.has(id)) : undefined
  const own = sizeOf(newNode(kind, { x: 0, y: 0 }))
  const middle = before ? behind(before, own) : middleOfView(flow)
  bringIntoSight(flow, store, addAt(store, kind, freePlace(document, middle, own)))
}

function behind(before: WorkflowNode, own: Size): Point {
  const { width, height } = sizeOf(before)
  return { x: before.x + width + gap + own.width / 2, y: before.y + height / 2 }
}

/** Room between a node and the one below it. */
const row = 24

/** The place, or the first one below it, where a node of this size covers no other; its middle, as is what is asked for. */
function freePlace({ nodes }: WorkflowDocument, middle: Point, own: Size): Point {
  const boxes = nodes.filter(({ kind }) => kind !== 'group').map((node) => ({ ...node, ...sizeOf(node) }))
  let { y } = middle
  for (let tries = 0; tries <= nodes.length; tries += 1) {
    const covered = boxes.find(
      (box) =>
        box.x < middle.x + own.width / 2 &&
        box.x + box.width > middle.x - own.width / 2 &&
        box.y < y + own.height / 2 &&
        box.y + box.height > y - own.height / 2,
    )
    if (!covered) break
    y = covered.y + covered.height + row + own.height / 2
  }
  return { x: middle.x, y }
}

/** Takes what is in hand out of the graph, as one step. */
export function removeChosen(store: WorkflowStore): void {
  const { chosen } = store.getState()
  if (chosen.size === 0) return
  edit(store, (document) => removeEdges(removeNodes(document, chosen), chosen))
  choose(store, [])
}
