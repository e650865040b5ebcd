import {
  applyNodeChanges,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react'
import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { refusal } from '../../../../core/workflow/edit/connect'
import type { End } from '../../../../core/workflow/edit/fits'
import type { Point } from '../../../../core/workflow/edit/nodes'
import { placeNodes, settleInGroups } from '../../../../core/workflow/edit/place'
import { canvasCommandOf, runCommand } from '../../../app/commands'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { drop, joinNode, joinPorts, middleOfView } from '../edits'
import { useRunView } from '../run/store'
import { choose, showPanel, useWorkflow, useWorkflowStore, type WorkflowStore } from '../store'
import { useView } from '../view'
import { Card } from './card'
import { carriesKind, kindIn } from './carry'
import { onClipboard } from './clipboard'
import { ConnectPanel } from './connect-panel'
import { FindPanel } from './find'
import { type CanvasEdge, type CanvasNode, canvasEdges, canvasNodes } from './flow'
import { Frame } from './frame'
import { Line } from './line'
import { MarkPanel } from './mark-panel'
import { Minimap } from './minimap'
import { Note } from './note'
import { Nothing } from './nothing'
import { Outline } from './outline'
import { QuickAdd } from './quick-add'
import { Refusal } from './refusal'
import { Said } from './said'
import { useKeptInSight, wholeView } from './sight'
import { sizeOf } from './size'
import { Toolbar } from './toolbar'
import { useCanvasCommands } from './use-canvas-commands'
import './canvas.css'
import '../run/run.css'

export const nodeTypes = { card: Card, group: Frame, note: Note }
export const edgeTypes = { line: Line }
const middleAndRight = [1, 2]
const several = ['Meta', 'Control', 'Shift']
/** Nodes come to lie on a grid of this many units. */
const grid: [number, number] = [8, 8]

/** The graph, drawn with React Flow. What is being dragged stays in there, and comes into the document at the end. */
export function Canvas() {
  const store = useWorkflowStore()
  const { tool, snap, minimap } = useView()
  const showsRun = useRunView(({ runId }) => runId !== null)
  const [nodes, onNodesChange] = useNodes(store)
  const edges = useEdges()
  const surface = useZoomBand()
  const settle = useSettle(store)
  const flow = useReactFlow<CanvasNode, CanvasEdge>()
  useCanvasCommands(surface)
  useClipboard(store, surface)
  useKeptInSight()
  const onDrop = (event: DragEvent) => {
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
  return (
    <div
      ref={surface}
      role="application"
      aria-label={t('workflow.canvas')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
      tabIndex={0}
      className="flow focus-inside relative min-h-0 min-w-0 flex-1"
      data-tool={tool}
      data-run={showsRun ? 'on' : undefined}
      onKeyDown={(event) => onKey(event, store)}
      onPointerDown={(event) => takeFocus(event)}
      onDragOver={(event) => carriesKind(event.dataTransfer) && event.preventDefault()}
      onDrop={onDrop}
    >
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={(changes) => chooseBy(store, changes)}
        onConnect={(connection) => join(store, connection)}
        onConnectEnd={onConnectEnd}
        isValidConnection={(connection) => refusal(store.getState().document, portsOf(connection)) === null}
        onNodeDragStop={(_, __, dragged) => settle(dragged)}
        onSelectionDragStop={(_, dragged) => settle(dragged)}
        onPaneClick={() => choose(store, [])}
        fitView
        fitViewOptions={wholeView}
        minZoom={wholeView.minZoom}
        maxZoom={2}
        panOnScroll
        panOnDrag={tool === 'hand' ? true : middleAndRight}
        selectionOnDrag={tool === 'pointer'}
        selectionMode={SelectionMode.Partial}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={several}
        panActivationKeyCode="Space"
        deleteKeyCode={null}
        snapToGrid={snap}
        snapGrid={grid}
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        connectionRadius={24}
        proOptions={{ hideAttribution: true }}
      />
      <Refusal />
      <Nothing />
      <Outline />
      <Toolbar />
      {minimap && <Minimap />}
      <FindPanel />
      <QuickAdd />
      <ConnectPanel />
      <MarkPanel />
      <Said />
    </div>
  )
}

function onKey(event: KeyboardEvent<HTMLElement>, store: WorkflowStore): void {
  // Esc backs out one level: what lies over the canvas goes before a run is stopped.
  if (event.key === 'Escape' && store.getState().panel) {
    event.preventDefault()
    showPanel(store, null)
    event.currentTarget.focus({ preventScroll: true })
    return
  }
  // A field or a button on the canvas keeps its keys.
  if (event.target !== event.currentTarget) return
  const command = canvasCommandOf(event.nativeEvent)
  // The system's own keys for the clipboard bring an event of their own.
  if (!command || command === 'canvas.copy' || command === 'canvas.cut' || command === 'canvas.paste') return
  if (runCommand(command)) event.preventDefault()
}

/** Whoever presses something on the canvas goes on with the keys there. */
function takeFocus({ target, currentTarget }: PointerEvent<HTMLElement>): void {
  if (target instanceof Element && target.closest('button, input, textarea, a')) return
  currentTarget.focus({ preventScroll: true })
}

/** The nodes as they are drawn: those of the document, with what is being done to them here. */
function useNodes(store: WorkflowStore) {
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const [nodes, setNodes] = useState<CanvasNode[]>(() => canvasNodes(document, chosen, []))
  useLayoutEffect(() => setNodes((before) => canvasNodes(document, chosen, before)), [document, chosen])
  const onChange = (changes: NodeChange<CanvasNode>[]) => {
    chooseBy(store, changes)
    const here = changes.filter(({ type }) => type === 'position' || type === 'dimensions')
    if (here.length > 0) setNodes((before) => applyNodeChanges(here, before))
  }
  return [nodes, onChange] as const
}

function useEdges(): CanvasEdge[] {
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const [edges, setEdges] = useState<CanvasEdge[]>(() => canvasEdges(document, chosen, []))
  useLayoutEffect(() => setEdges((before) => canvasEdges(document, chosen, before)), [document, chosen])
  return edges
}

function chooseBy(
  store: WorkflowStore,
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
) {
  const chosen = new Set(store.getState().chosen)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  choose(store, chosen)
}

/** Where nodes were dragged to comes into the document, as one step; what was dropped on a group lies in it. */
function useSettle(store: WorkflowStore): (dragged: readonly CanvasNode[]) => void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>()
  return (dragged) => {
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
}

const portsOf = ({ source, sourceHandle, target, targetHandle }: Connection | CanvasEdge) => ({
  source,
  sourcePort: sourceHandle ?? '',
  target,
  targetPort: targetHandle ?? '',
})

const join = (store: WorkflowStore, connection: Connection): void => joinPorts(store, portsOf(connection))

/** The system's keys for the clipboard reach the page, not the canvas: they count while it has the focus. */
function useClipboard(store: WorkflowStore, surface: React.RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow()
  useEffect(() => {
    const heard = (event: ClipboardEvent) => {
      if (document.activeElement === surface.current) onClipboard(event, store, () => middleOfView(flow))
    }
    const kinds = ['copy', 'cut', 'paste'] as const
    for (const kind of kinds) document.addEventListener(kind, heard)
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, heard)
    }
  }, [store, flow, surface])
}

const under = ({ x, y }: Point, what: string): string | null =>
  document
    .elementsFromPoint(x, y)
    .find((each) => each.closest(what))
    ?.closest(what)
    ?.getAttribute('data-id') ?? null

const edgeAt = (screen: Point): string | null => under(screen, '.react-flow__edge')
const nodeAt = (screen: Point): string | null =>
  under(screen, '.react-flow__node:not(.react-flow__node-group)')

/** So long after the last step of a move it has ended. */
const restMs = 200

/**
 * Far out a node is its glyph and its state, further out a block in its state's colour; while the sheet is moved it is a
 * layer of its own, which is shifted and not drawn again. `canvas.css` does both.
 */
function useZoomBand() {
  const surface = useRef<HTMLDivElement>(null)
  const flow = useStoreApi()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = flow.getState().transform
    const move = ([x, y, zoom]: typeof last) => {
      if (!surface.current || (x === last[0] && y === last[1] && zoom === last[2])) return
      // Of another size it has to be drawn anew, or its letters would be blurred.
      if (zoom === last[2]) surface.current.dataset.moving = ''
      else delete surface.current.dataset.moving
      last = [x, y, zoom]
      clearTimeout(timer)
      timer = setTimeout(() => delete surface.current?.dataset.moving, restMs)
    }
    const show = () => {
      const { transform } = flow.getState()
      move(transform)
      const zoom = transform[2]
      const band = zoom < 0.2 ? 'block' : zoom < 0.45 ? 'glyph' : 'full'
      if (surface.current && surface.current.dataset.zoom !== band) surface.current.dataset.zoom = band
    }
    show()
    const leave = flow.subscribe(show)
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [flow])
  return surface
}
