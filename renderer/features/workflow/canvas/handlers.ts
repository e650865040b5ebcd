import type { Connection, FinalConnectionState, ReactFlowInstance } from '@xyflow/react'
import type { DragEvent } from 'react'
import { refusal } from '../../../../core/workflow/edit/connect'
import type { End } from '../../../../core/workflow/edit/fits'
import type { Point } from '../../../../core/workflow/edit/nodes'
import { placeNodes, settleInGroups } from '../../../../core/workflow/edit/place'
import { edit } from '../../../data/draft/store'
import { drop, joinNode, joinPorts } from '../edits'
import { choose, showPanel, type WorkflowStore } from '../store'
import { kindIn } from './carry'
import type { CanvasEdge, CanvasNode } from './flow'
import { sizeOf } from './size'
import { chooseBy } from './use-graph'

type Flow = ReactFlowInstance<CanvasNode, CanvasEdge>

/** What is done on the canvas comes into the document. */
export function handlers(store: WorkflowStore, flow: Flow) {
  const dropped = (event: DragEvent) => {
    const kind = kindIn(event.dataTransfer)
    const screen = { x: event.clientX, y: event.clientY }
    if (kind) drop(store, kind, flow.screenToFlowPosition(screen), edgeAt(screen))
  }
  const onConnectEnd = (
    event: MouseEvent | TouchEvent,
    { fromHandle, toHandle, toNode }: FinalConnectionState,
  ) => {
    if (!fromHandle || toHandle) return
    const touch = 'clientX' in event ? event : event.changedTouches[0]
    if (!touch) return
    const screen = { x: touch.clientX, y: touch.clientY }
    const end: End = {
      nodeId: fromHandle.nodeId,
      port: fromHandle.id ?? '',
      way: fromHandle.type === 'source' ? 'out' : 'in',
    }
    const other = nodeAt(screen) ?? toNode?.id
    if (other) joinNode(store, end, other)
    else showPanel(store, { is: 'quick', from: { ...end, at: flow.screenToFlowPosition(screen), screen } })
  }
  return {
    drop: dropped,
    edgesChange: (changes: Parameters<typeof chooseBy>[1]) => chooseBy(store, changes),
    connect: (connection: Connection) => joinPorts(store, portsOf(connection)),
    connectEnd: onConnectEnd,
    isValid: (connection: Connection | CanvasEdge) =>
      refusal(store.getState().document, portsOf(connection)) === null,
    nodeDragStop: (_: unknown, __: CanvasNode, dragged: readonly CanvasNode[]) =>
      settle(store, flow, dragged),
    selectionDragStop: (_: unknown, dragged: readonly CanvasNode[]) => settle(store, flow, dragged),
    paneClick: () => choose(store, []),
  }
}

/** Where nodes were dragged to comes into the document, as one step; what was dropped on a group lies in it. */
function settle(store: WorkflowStore, flow: Flow, dragged: readonly CanvasNode[]): void {
  const places = new Map<string, Point>()
  for (const { id } of dragged) {
    const at = flow.getInternalNode(id)?.internals.positionAbsolute
    if (at) places.set(id, at)
  }
  edit(store, (document) => {
    const placed = placeNodes(document, places)
    return placed === document ? document : settleInGroups(placed, new Set(places.keys()), sizeOf)
  })
}

const portsOf = ({ source, sourceHandle, target, targetHandle }: Connection | CanvasEdge) => ({
  source,
  sourcePort: sourceHandle ?? '',
  target,
  targetPort: targetHandle ?? '',
})

const under = ({ x, y }: Point, what: string): string | null =>
  document
    .elementsFromPoint(x, y)
    .find((each) => each.closest(what))
    ?.closest(what)
    ?.getAttribute('data-id') ?? null

const edgeAt = (screen: Point): string | null => under(screen, '.react-flow__edge')
const nodeAt = (screen: Point): string | null =>
  under(screen, '.react-flow__node:not(.react-flow__node-group)')
