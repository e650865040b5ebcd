import { useReactFlow } from '@xyflow/react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import { placeNodes } from '../../../../core/workflow/edit/place'
import { forwardEdges } from '../../../../core/workflow/order'
import { edit } from '../../../data/draft/store'
import { startWorker } from '../../../data/worker'
import { t } from '../../../i18n'
import { sayProblem } from '../../../ui/toast'
import { placesIn } from '../canvas/flow'
import { wholeView } from '../canvas/sight'
import { sizeOf } from '../canvas/size'
import type { WorkflowStore } from '../store'
import type { LayoutResult, LayoutTask } from './lay-out'
import workerAddress from './worker?worker&url'

/** Lays the whole graph out, in a worker; what was changed meanwhile is not laid out over. */
export function useLayout(store: WorkflowStore): () => void {
  const flow = useReactFlow()
  const layOut = async () => {
    const { document } = store.getState()
    try {
      const result = await laidOut(taskOf(document))
      if (store.getState().document !== document) return
      edit(store, () => arranged(document, result))
      requestAnimationFrame(() => void flow.fitView(wholeView))
    } catch {
      sayProblem(t('workflow.layoutFailed'))
    }
  }
  return () => {
    const ended = layOut()
    underWay.set(store, ended)
  }
}

const underWay = new WeakMap<WorkflowStore, Promise<void>>()

/** A graph that is being laid out is whole when that has ended, well or not; what is saved is what will be seen. */
export const layoutEnded = (store: WorkflowStore): Promise<void> => underWay.get(store) ?? Promise.resolve()

const longestMs = 30_000

function laidOut(task: LayoutTask): Promise<LayoutResult> {
  const worker = startWorker(workerAddress)
  return new Promise<LayoutResult>((resolve, reject) => {
    setTimeout(() => reject(new Error('The layout took too long.')), longestMs)
    worker.onmessage = ({ data }: MessageEvent<LayoutResult>) => resolve(data)
    worker.onerror = () => reject(new Error('The layout ended with an error.'))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}

/** Notes go along with what they stand beside, so they are not laid out themselves. */
function taskOf(document: WorkflowDocument): LayoutTask {
  const places = placesIn(document)
  const nodes = document.nodes.filter(({ kind }) => kind !== 'note')
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      parentId: places.get(node.id)?.parent?.id ?? null,
      isGroup: node.kind === 'group' && !node.folded,
      ...sizeOf(node),
    })),
    edges: forwardEdges(document).map(({ source, target }) => ({ source, target })),
  }
}

function arranged(document: WorkflowDocument, { places, sizes }: LayoutResult): WorkflowDocument {
  const sized = new Map(sizes.map(({ id, width, height }) => [id, { width, height }]))
  const to = new Map(places.map(({ id, x, y }) => [id, { x, y }]))
  for (const note of document.nodes.filter(({ kind }) => kind === 'note')) {
    const others = document.nodes.filter(({ id, kind }) => kind !== 'note' && to.has(id))
    const distance = ({ x, y }: { x: number; y: number }) => Math.hypot(x - note.x, y - note.y)
    const [beside] = others.sort((a, b) => distance(a) - distance(b))
    const moved = beside && to.get(beside.id)
    if (moved) to.set(note.id, { x: moved.x + note.x - beside.x, y: moved.y + note.y - beside.y })
  }
  const placed = placeNodes(document, to)
  return {
    ...placed,
    nodes: placed.nodes.map((node) => {
      const size = sized.get(node.id)
      return size && (size.width !== node.width || size.height !== node.height) ? { ...node, ...size } : node
    }),
  }
}
