import { ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo } from 'react'
import { canvasCommandOf, runCommand } from '../../../app/commands'
import { t } from '../../../i18n'
import { middleOfView } from '../edits'
import { useRunView } from '../run/store'
import { showPanel, useWorkflowStore, type WorkflowStore } from '../store'
import { useView } from '../view'
import { Card } from './card'
import { carriesKind } from './carry'
import { onClipboard } from './clipboard'
import { ConnectPanel } from './connect-panel'
import { DetailContext, useNodeDetail } from './detail'
import { FindPanel } from './find'
import { useFirstView, useKnownSizes } from './first-view'
import type { CanvasEdge, CanvasNode } from './flow'
import { Frame } from './frame'
import { handlers } from './handlers'
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
import { Toolbar } from './toolbar'
import { useCanvasCommands } from './use-canvas-commands'
import { useEdges, useNodes } from './use-graph'
import { useZoomBand } from './zoom-band'
import './canvas.css'
import '../run/run.css'

export const nodeTypes = { card: Card, group: Frame, note: Note }
export const edgeTypes = { line: Line }
const middleAndRight = [1, 2]
const several = ['Meta', 'Control', 'Shift']
/** Nodes come to lie on a grid of this many units. */
const grid: [number, number] = [8, 8]

/** The graph and what lies over it. What is being dragged stays in there, and comes into the document at the end. */
export function Canvas() {
  const store = useWorkflowStore()
  const { tool, minimap } = useView()
  const showsRun = useRunView(({ runId }) => runId !== null)
  const surface = useZoomBand()
  const flow = useReactFlow<CanvasNode, CanvasEdge>()
  // The same ones while the workflow is open: React Flow tells every node and edge of each that changes.
  const on = useMemo(() => handlers(store, flow), [store, flow])
  useCanvasCommands(surface)
  useClipboard(store, surface)
  useKeptInSight()
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
      onDrop={on.drop}
    >
      <Graph on={on} />
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

/** Nodes and edges, apart from what lies over them: only they are drawn again while a node is dragged. */
function Graph({ on }: { on: ReturnType<typeof handlers> }) {
  const store = useWorkflowStore()
  const { tool, snap } = useView()
  const [nodes, onNodesChange] = useNodes(store)
  const edges = useEdges()
  useKnownSizes()
  const [detail, setDetail] = useNodeDetail(nodes.length)
  useFirstView(setDetail)
  return (
    <DetailContext value={detail}>
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={on.edgesChange}
        onConnect={on.connect}
        onConnectEnd={on.connectEnd}
        isValidConnection={on.isValid}
        onNodeDragStop={on.nodeDragStop}
        onSelectionDragStop={on.selectionDragStop}
        onPaneClick={on.paneClick}
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
    </DetailContext>
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
