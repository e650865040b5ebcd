import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useWidth } from '../../../ui/use-width'
import { lineStarts } from './lines'

const letter = 7.25
const inset = 24
const line = 20

/** A text of any length in lines as wide as the pane; only those in view are drawn. */
export function LongText({ label, text, onEnd }: { label: string; text: string; onEnd?: () => void }) {
  const scroll = useRef<HTMLElement>(null)
  const [outer, width] = useWidth()
  const perLine = Math.max(20, Math.floor((width - inset) / letter))
  const starts = useMemo(() => lineStarts(text, perLine), [text, perLine])
  const lines = useVirtualizer({
    count: starts.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => line,
    overscan: 10,
  })
  const shown = lines.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= starts.length - 40) onEnd?.()
  }, [last, starts.length, onEnd])
  return (
    <div ref={outer} className="flex min-h-40 flex-1 flex-col">
      <section
        ref={scroll}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        tabIndex={0}
        className="focus-inside min-h-0 flex-1 overflow-auto rounded-control bg-well"
      >
        <div
          translate="no"
          className="relative font-mono text-small"
          style={{ height: lines.getTotalSize() }}
        >
          {shown.map(({ index, start }) => (
            <div
              key={index}
              className="absolute left-2 h-5 leading-5 whitespace-pre no-ligatures"
              style={{ top: start }}
            >
              {text.slice(starts[index], starts[index + 1]).replace(/\n$/, '')}
            </div>
          ))}
        </div>
      </section>
    </div>
  )
}
