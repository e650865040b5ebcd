import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { t } from '../i18n'
import { setPane, useLayout } from './layout'

/** Panes whose width, or height, is chosen, in pixels; what is left out decides for itself how large it is. */
const limits = {
  sidebar: { least: 180, most: 480 },
  preview: { least: 280, most: 800 },
  run: { least: 300, most: 900 },
  conversations: { least: 220, most: 600 },
  variables: { least: 200, most: 560 },
  playground: { least: 300, most: 1400 },
  inspector: { least: 240, most: 640 },
  beside: { least: 360, most: 2000 },
  flowRun: { least: 140, most: 900 },
} as const
export type HighPane = 'flowRun'
export type WidePane = Exclude<keyof typeof limits, HighPane>

/** The chosen width as a style; never so much that nothing is left for what stands beside it. */
export function usePaneWidth(pane: WidePane): { width: string } | undefined {
  const chosen = useLayout((layout) => layout.panes[pane])
  return chosen === undefined ? undefined : { width: `min(${chosen}px, 65%)` }
}

/** The chosen height, in the same way. */
export function usePaneHeight(pane: HighPane): { height: string } | undefined {
  const chosen = useLayout((layout) => layout.panes[pane])
  return chosen === undefined ? undefined : { height: `min(${chosen}px, 65%)` }
}

/** `at`: the edge of the pane that is moved. It stands last in the pane, which is `relative`. */
type PaneEdgeProps = { pane: WidePane; at: 'left' | 'right' } | { pane: HighPane; at: 'top' }

const stepPixels = 16

/** The edge between two panes: drag it, or move it with the arrow keys; a double click or Enter resets it. */
export function PaneEdge({ pane, at }: PaneEdgeProps) {
  const edge = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState(0)
  const grip = useRef<{ from: number; size: number } | null>(null)
  const { least, most } = limits[pane]
  const sign = at === 'right' ? 1 : -1
  const along = at === 'top' ? 'height' : 'width'
  useEffect(() => {
    const parent = edge.current?.parentElement
    if (!parent) return
    const observer = new ResizeObserver(() => setSize(Math.round(parent.getBoundingClientRect()[along])))
    observer.observe(parent)
    return () => observer.disconnect()
  }, [along])

  const choose = (pixels: number) => setPane(pane, Math.round(Math.max(least, Math.min(most, pixels))))
  const placeOf = ({ clientX, clientY }: PointerEvent) => (at === 'top' ? clientY : clientX)
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { from: placeOf(event), size }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current) choose(grip.current.size + sign * (placeOf(event) - grip.current.from))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      [at === 'top' ? 'ArrowDown' : 'ArrowRight']: () => choose(size + sign * stepPixels),
      [at === 'top' ? 'ArrowUp' : 'ArrowLeft']: () => choose(size - sign * stepPixels),
      Home: () => choose(least),
      End: () => choose(most),
      Enter: () => setPane(pane, undefined),
    }
    const move = moves[event.key]
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    move()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no hr.
    <div
      ref={edge}
      role="separator"
      tabIndex={0}
      aria-orientation={at === 'top' ? 'horizontal' : 'vertical'}
      aria-label={t(`frame.pane.${pane}`)}
      aria-valuenow={Math.max(least, Math.min(most, size))}
      aria-valuemin={least}
      aria-valuemax={most}
      // Otherwise the browser selects text, or drags what lies below.
      onMouseDown={(event) => {
        event.preventDefault()
        event.currentTarget.focus()
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        onPointerMove(event)
        grip.current = null
      }}
      onDoubleClick={() => setPane(pane, undefined)}
      onKeyDown={onKeyDown}
      className={`pane-edge pane-edge-${at}`}
    />
  )
}
