import { type ReactFlowInstance, useReactFlow } from '@xyflow/react'
import { uuidv7 } from 'uuidv7'
import { type Alignment, alignNodes, distributeNodes } from '../../../../core/workflow/edit/align'
import { foldGroup, groupNodes, ungroup } from '../../../../core/workflow/edit/groups'
import { moveNodes } from '../../../../core/workflow/edit/nodes'
import { type Step, stepAlong } from '../../../../core/workflow/walk'
import { useCommands } from '../../../app/commands'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { addInView, middleOfView, removeChosen } from '../edits'
import { useExport } from '../export/use-export'
import { useLayout } from '../layout/use-layout'
import { choose, nodesInHand, showPanel, useWorkflowStore, type WorkflowStore } from '../store'
import { useSubworkflow } from '../use-subworkflow'
import { toggleView, useView } from '../view'
import { copy, duplicate, paste } from './clipboard'
import { placesIn } from './flow'
import { bringIntoSight, wholeView } from './sight'
import { sizeOf } from './size'

/** What the commands of the canvas do to this one. */
export function useCanvasCommands(surface: React.RefObject<HTMLElement | null>): void {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const layOut = useLayout(store)
  const exported = useExport(store, surface)
  const subworkflow = useSubworkflow(store)
  useCommands({
    ...inHand(store, flow),
    ...looking(store, flow),
    ...exported,
    'canvas.layout': layOut,
    'canvas.subworkflow': () => void subworkflow(),
    'canvas.add': () =>
      surface.current?.closest('[data-panes]')?.querySelector<HTMLElement>('[data-find-kind]')?.focus(),
    'canvas.edit': () =>
      surface.current?.closest('[data-panes]')?.querySelector<HTMLElement>('aside input')?.focus(),
  })
}

type Flow = ReactFlowInstance

/** What is done to the nodes that are chosen. */
function inHand(store: WorkflowStore, flow: Flow) {
  const align = (to: Alignment) => () =>
    edit(store, (document) => alignNodes(document, nodesInHand(store.getState()), to, sizeOf))
  const spread = (along: 'x' | 'y') => () =>
    edit(store, (document) => distributeNodes(document, nodesInHand(store.getState()), along, sizeOf))
  const move = (x: number, y: number) => () => {
    const by = useView.getState().snap ? 8 : 1
    edit(store, (document) => moveNodes(document, nodesInHand(store.getState()), { x: x * by, y: y * by }))
  }
  const walk = (step: Step) => () => walkTo(store, flow, step)
  return {
    'canvas.delete': () => removeChosen(store),
    'canvas.copy': () => void copy(store, 'copy'),
    'canvas.cut': () => void copy(store, 'cut'),
    'canvas.paste': () => void paste(store, middleOfView(flow)),
    'canvas.duplicate': () => duplicate(store),
    'canvas.connect': () => showPanel(store, { is: 'connect' }),
    'canvas.group': () => group(store),
    'canvas.ungroup': () => overGroups(store, (document, id) => ungroup(document, id)),
    'canvas.fold': () => overGroups(store, (document, id, folded) => foldGroup(document, id, !folded)),
    'canvas.mark': () => showPanel(store, { is: 'mark' }),
    'canvas.note': () => addInView(store, flow, 'note'),
    'canvas.alignLeft': align('left'),
    'canvas.alignRight': align('right'),
    'canvas.alignTop': align('top'),
    'canvas.alignBottom': align('bottom'),
    'canvas.alignCentre': align('centre'),
    'canvas.alignMiddle': align('middle'),
    'canvas.spreadX': spread('x'),
    'canvas.spreadY': spread('y'),
    'canvas.walkLeft': walk('left'),
    'canvas.walkRight': walk('right'),
    'canvas.walkUp': walk('up'),
    'canvas.walkDown': walk('down'),
    'canvas.moveLeft': move(-1, 0),
    'canvas.moveRight': move(1, 0),
    'canvas.moveUp': move(0, -1),
    'canvas.moveDown': move(0, 1),
  }
}

/** What changes how the canvas is looked at. */
function looking(store: WorkflowStore, flow: Flow) {
  return {
    'canvas.all': () =>
      choose(
        store,
        store.getState().document.nodes.map(({ id }) => id),
      ),
    'canvas.find': () => showPanel(store, { is: 'find' }),
    'canvas.fit': () => void flow.fitView(wholeView),
    'canvas.in': () => void flow.zoomIn(),
    'canvas.out': () => void flow.zoomOut(),
    'canvas.pointer': () => useView.setState({ tool: 'pointer' }),
    'canvas.hand': () => useView.setState({ tool: 'hand' }),
    'canvas.snap': () => toggleView('snap'),
    'canvas.minimap': () => toggleView('minimap'),
    'canvas.outline': () => toggleView('outline'),
  }
}

function group(store: WorkflowStore): void {
  const ids = nodesInHand(store.getState())
  if (ids.size === 0) return
  const id = uuidv7()
  edit(store, (document) => groupNodes(document, ids, id, t('workflow.kind.group'), sizeOf))
  choose(store, [id])
}

type Document = Parameters<typeof foldGroup>[0]

/** Does something to every group in hand, as one step. */
function overGroups(
  store: WorkflowStore,
  change: (document: Document, id: string, folded: boolean) => Document,
): void {
  const ids = nodesInHand(store.getState())
  edit(store, (document) =>
    document.nodes
      .filter(({ id, kind }) => kind === 'group' && ids.has(id))
      .reduce((now, { id, folded = false }) => change(now, id, folded), document),
  )
}

/** Takes the next node along the edges in hand, and into view. */
function walkTo(store: WorkflowStore, flow: Flow, step: Step): void {
  const { document, chosen } = store.getState()
  const here = document.nodes.find(({ id }) => chosen.has(id))
  const to = here ? stepAlong(document, here.id, step) : (document.nodes[0]?.id ?? null)
  if (to) showNode(store, flow, to)
}

/** Chooses a node, opens the groups around it, and brings it into view. */
export function showNode(store: WorkflowStore, flow: Flow, id: string): void {
  const hiddenBy = placesIn(store.getState().document).get(id)?.hiddenBy
  if (hiddenBy) {
    edit(store, (document) => foldGroup(document, hiddenBy, false))
    showNode(store, flow, id)
    return
  }
  choose(store, [id])
  if (flow.getZoom() < readable) void flow.zoomTo(readable).then(() => bringIntoSight(flow, store, id))
  else bringIntoSight(flow, store, id)
}

/** So large that the name of a node can be read. */
const readable = 0.5
