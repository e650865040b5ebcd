import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import type { CanvasEdge, CanvasNode } from './flow'
import { wholeIn } from './sight'
import { bandOf, type ZoomBand } from './zoom-band'

/**
 * A node is as large as its document says, and its ports are where it says: no node that tells them is measured on the
 * page, which would draw the whole graph twice before anything is seen.
 */
export function useKnownSizes(): void {
  const flow = useStoreApi<CanvasNode, CanvasEdge>()
  useState(() => {
    const { updateNodeInternals: measure } = flow.getState()
    flow.setState({
      updateNodeInternals: (updates) => {
        const { nodeLookup } = flow.getState()
        const unknown = new Map([...updates].filter(([id]) => !nodeLookup.get(id)?.handles))
        if (unknown.size > 0) measure(unknown)
      },
    })
  })
}

/**
 * A graph is first seen as a whole. Its nodes' sizes are known, so that it is drawn there at once; `onSeen` hears from
 * how far.
 */
export function useFirstView(onSeen: (band: ZoomBand) => void): void {
  const flow = useReactFlow()
  const drawn = useStoreApi()
  const done = useRef(false)
  useEffect(() => {
    if (done.current) return
    done.current = true
    const { nodes, width, height } = drawn.getState()
    if (nodes.length === 0) return
    const view = wholeIn(flow, { width, height })
    void flow.setViewport(view)
    onSeen(bandOf(view.zoom))
  }, [drawn, flow, onSeen])
}
