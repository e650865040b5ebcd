import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { t } from '../i18n'
import { setPane, useLayout } from './layout'

/** Panes whose width is chosen, in pixels; what is left out decides for itself how wide it is. */
const limits = {
  sidebar: { least: 180, most: 480 },
  preview: { least: 280, most: 800 },
  run: { least: 300, most: 900 },
  conversations: { least: 220, most: 600 },
  variables: { least: 200, most: 560 },
  playground: { least: 300, most: 1400 },
  inspector: { least: 240, most: 640 },
  beside: { least: 360, most: 2000 },
} as const
export type PaneName = keyof typeof limits

/** The chosen width as a style; never so much that nothing is left for what stands beside it. */
export function usePaneWidth(pane: PaneName): { width: string } | undefined {
  const chosen = useLayout((layout) => layout.panes[pane])
  return chosen === undefined ? undefined : { width: `min(${chosen}px, 65%)` }
}

interface PaneEdgeProps {
  pane: PaneName
  /** The edge of the pane that is moved. It stands last in the pane, which is `relative`. */
  at: 'left' | 'right'
}

const stepPixels = 16

/** The edge between two panes: drag it, or move it with the arrow keys; a double click or Enter resets it. */
export function PaneEdge({ pane, at }: PaneEdgeProps) {
  const edge = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const grip = useRef<{ from: number; width: number } | null>(null)
  const { least, most } = limits[pane]
  const sign = at === 'right' ? 1 : -1
  useEffect(() => {
    const parent = edge.current?.parentElement
    if (!parent) return
    const observer = new ResizeObserver(() => setWidth(Math.round(parent.getBoundingClientRect().width)))
    observer.observe(parent)
    return () => observer.disconnect()
  }, [])

  const choose = (pixels: number) => setPane(pane, Math.round(Math.max(least, Math.min(most, pixels))))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { from: event.clientX, width }
  }
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (grip.current) choose(grip.current.width + sign * (clientX - grip.current.from))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowRight: () => choose(width + sign * stepPixels),
      ArrowLeft: () => choose(width - sign * stepPixels),
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
      aria-orientation="vertical"
      aria-label={t(`frame.pane.${pane}`)}
      aria-valuenow={Math.max(least, Math.min(most, width))}
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
      className={`pane-edge ${at === 'right' ? '-right-[4px]' : '-left-[4px]'}`}
    />
  )
}
