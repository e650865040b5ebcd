import { getViewportForBounds, type ReactFlowInstance, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import type { Point } from '../../../../core/workflow/edit/nodes'
import { useWorkflowStore, type WorkflowStore } from '../store'
import { placesIn } from './flow'
import { sizeOf } from './size'

/** Below the graph lie the tools of the canvas. */
export const wholeView = {
  padding: { top: 0.08, x: 0.05, bottom: '72px' },
  minZoom: 0.05,
  maxZoom: 1,
} as const

type Flow = Pick<ReactFlowInstance, 'getNodes' | 'getNodesBounds' | 'getViewport' | 'setViewport'>

interface Size {
  readonly width: number
  readonly height: number
}

/** How much of the canvas at each of its edges is not counted as seen. */
const margin = { side: 24, top: 24, bottom: 72 }

/** How far something has to be shifted, in pixels, to lie between two edges; its beginning comes first. */
const shift = (from: number, length: number, least: number, most: number): number => {
  if (from < least) return least - from
  return from + length > most ? Math.max(least - from, most - from - length) : 0
}

function shiftOf(flow: Flow, store: WorkflowStore, id: string, size: Size): Point | null {
  const { document } = store.getState()
  const node = document.nodes.find((each) => each.id === (placesIn(document).get(id)?.hiddenBy ?? id))
  if (!node) return null
  const { x, y, zoom } = flow.getViewport()
  const { width, height } = sizeOf(node)
  return {
    x: shift(node.x * zoom + x, width * zoom, margin.side, size.width - margin.side),
    y: shift(node.y * zoom + y, height * zoom, margin.top, size.height - margin.bottom),
  }
}

/** Moves the canvas by as little as shows the node, or the folded group that it lies in. */
export function bringIntoSight(flow: Flow, store: WorkflowStore, id: string): void {
  const surface = document.querySelector('.flow')?.getBoundingClientRect()
  const by = surface && shiftOf(flow, store, id, surface)
  if (!by || (by.x === 0 && by.y === 0)) return
  const { x, y, zoom } = flow.getViewport()
  void flow.setViewport({ x: x + by.x, y: y + by.y, zoom })
}

/** The view in which a canvas of a size shows all of the graph. */
export const wholeIn = (flow: Flow, { width, height }: Size) =>
  getViewportForBounds(
    flow.getNodesBounds(flow.getNodes()),
    width,
    height,
    wholeView.minZoom,
    wholeView.maxZoom,
    wholeView.padding,
  )

/**
 * A canvas of another size, because a pane was opened or the window made wider, shows what it showed: the whole graph
 * where that was in view, and the node in hand.
 */
export function useKeptInSight(): void {
  const workflow = useWorkflowStore()
  const flow = useReactFlow()
  const drawn = useStoreApi()
  useEffect(() => {
    let { width, height } = drawn.getState()
    return drawn.subscribe((now) => {
      if (now.width === width && now.height === height) return
      const before = { width, height }
      ;({ width, height } = now)
      if (before.width === 0 || width === 0 || height === 0 || flow.getNodes().length === 0) return
      const view = flow.getViewport()
      const whole = wholeIn(flow, before)
      if (isNear(view.x, whole.x) && isNear(view.y, whole.y) && Math.abs(view.zoom - whole.zoom) < 0.001) {
        void flow.setViewport(wholeIn(flow, now))
        return
      }
      const { chosen } = workflow.getState()
      const [inHand] = chosen
      if (!inHand || chosen.size > 1) return
      const by = shiftOf(flow, workflow, inHand, before)
      if (by?.x === 0 && by.y === 0) bringIntoSight(flow, workflow, inHand)
    })
  }, [drawn, flow, workflow])
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 1
