import { useReactFlow, useStoreApi } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { t } from '../../../i18n'
import type { CanvasEdge, CanvasNode } from './flow'

const width = 140
const height = 88
const margin = 8

interface Shown {
  readonly left: number
  readonly top: number
  readonly scale: number
}

/** The whole graph, small, with what is in view; drawn at most once a frame, however many nodes there are. */
export function Minimap() {
  const sheet = useRef<HTMLCanvasElement>(null)
  const shown = useRef<Shown>({ left: 0, top: 0, scale: 1 })
  const store = useStoreApi<CanvasNode, CanvasEdge>()
  const flow = useReactFlow()
  useEffect(() => {
    let frame = 0
    const plan = () => {
      if (frame === 0) {
        frame = requestAnimationFrame(() => {
          frame = 0
          if (sheet.current) shown.current = draw(sheet.current, store.getState())
        })
      }
    }
    plan()
    const leave = store.subscribe(plan)
    const theme = new MutationObserver(plan)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      cancelAnimationFrame(frame)
      leave()
      theme.disconnect()
    }
  }, [store])
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const box = event.currentTarget.getBoundingClientRect()
    const { left, top, scale } = shown.current
    const [x, y] = [left + (event.clientX - box.x) / scale, top + (event.clientY - box.y) / scale]
    void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: 0 })
  }
  return (
    <canvas
      ref={sheet}
      role="img"
      aria-label={t('workflow.minimap')}
      width={width * 2}
      height={height * 2}
      style={{ width, height }}
      onPointerDown={go}
      onPointerMove={go}
      className="popover absolute right-3 bottom-3 z-[var(--z-pane)]"
    />
  )
}

type State = ReturnType<ReturnType<typeof useStoreApi<CanvasNode, CanvasEdge>>['getState']>

function draw(sheet: HTMLCanvasElement, { nodeLookup, transform, width: seen, height: high }: State): Shown {
  const pen = sheet.getContext('2d')
  const boxes = [...nodeLookup.values()].map(
    ({ internals, measured, width: w, height: h, data, selected }) => ({
      ...internals.positionAbsolute,
      width: measured.width ?? w ?? 0,
      height: measured.height ?? h ?? 0,
      isGroup: data.node.kind === 'group',
      selected,
    }),
  )
  const zoom = transform[2]
  const view = { x: -transform[0] / zoom, y: -transform[1] / zoom, width: seen / zoom, height: high / zoom }
  const all = [...boxes, view]
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const wide = Math.max(...all.map((box) => box.x + box.width)) - left
  const tall = Math.max(...all.map((box) => box.y + box.height)) - top
  const scale = Math.min((width - 2 * margin) / Math.max(wide, 1), (height - 2 * margin) / Math.max(tall, 1))
  const where: Shown = { left: left - margin / scale, top: top - margin / scale, scale }
  if (!pen) return where
  const colours = getComputedStyle(sheet)
  const colour = (name: string) => colours.getPropertyValue(name)
  const [ink, rule, frame] = [colour('--ink'), colour('--rule'), colour('--line-strong')]
  pen.setTransform(2 * scale, 0, 0, 2 * scale, -where.left * 2 * scale, -where.top * 2 * scale)
  pen.clearRect(where.left, where.top, width / scale, height / scale)
  for (const box of boxes) {
    pen.fillStyle = box.selected ? ink : box.isGroup ? frame : rule
    pen.globalAlpha = box.isGroup ? 0.4 : 1
    pen.fillRect(box.x, box.y, Math.max(box.width, 1 / scale), Math.max(box.height, 1 / scale))
  }
  pen.globalAlpha = 1
  pen.strokeStyle = ink
  pen.lineWidth = 1 / scale
  pen.strokeRect(view.x, view.y, view.width, view.height)
  return where
}
