import { useStoreApi } from '@xyflow/react'
import { useLayoutEffect, useRef } from 'react'

/** How much of a node is drawn: a block in its state's colour, its glyph as well, or all of it. */
export type ZoomBand = 'block' | 'glyph' | 'full'

export const bandOf = (zoom: number): ZoomBand => (zoom < 0.2 ? 'block' : zoom < 0.45 ? 'glyph' : 'full')

/** So long after the last step of a move it has ended. */
const restMs = 200

/**
 * Far out a node is its glyph and its state, further out a block in its state's colour; while the sheet is moved it is a
 * layer of its own, which is shifted and not drawn again. `canvas.css` does both.
 */
export function useZoomBand() {
  const surface = useRef<HTMLDivElement>(null)
  const flow = useStoreApi()
  useLayoutEffect(() => {
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
      const band = bandOf(transform[2])
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
