import { createContext, startTransition, useContext, useEffect, useState } from 'react'
import type { ZoomBand } from './zoom-band'

/** How much of its nodes a canvas has made yet; what more there is, `canvas.css` hides far out. */
export const DetailContext = createContext<ZoomBand>('full')

export const useDetail = (): ZoomBand => useContext(DetailContext)

/** A graph of more nodes is first drawn as it is seen. */
const most = 40
const latestMs = 1_000

/**
 * A large graph is seen from far out at first, where nodes are blocks or glyphs: no more is made of them until they are
 * on the screen, and the rest when nothing else is to be done, in pieces.
 */
export function useNodeDetail(nodes: number): readonly [ZoomBand, (seen: ZoomBand) => void] {
  const [detail, setDetail] = useState<ZoomBand>(() => (nodes > most ? 'block' : 'full'))
  useEffect(() => {
    const idle = requestIdleCallback(() => startTransition(() => setDetail('full')), { timeout: latestMs })
    return () => cancelIdleCallback(idle)
  }, [])
  return [detail, setDetail]
}
