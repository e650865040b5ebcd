import clsx from 'clsx'
import { type ReactNode, useEffect, useState } from 'react'

/** The head of a pane: a title, what belongs to it, and its actions at the right end; `contained` folds by its own width. */
export function PaneHead({ children, contained }: { children: ReactNode; contained?: boolean }) {
  return (
    <header
      className={clsx(
        'flex h-11 shrink-0 items-center gap-3 border-b border-line px-4',
        contained && '@container',
      )}
    >
      {children}
    </header>
  )
}

/** Long text that scrolls must be reached from the keyboard, though nothing in it can be pressed. */
const reachable = { tabIndex: 0 }

/** A part of a pane that is read and scrolls. */
export const Reading = ({ label, children }: { label: string; children: ReactNode }) => (
  <section aria-label={label} {...reachable} className="focus-inside min-h-0 flex-1 overflow-auto px-5 py-4">
    {children}
  </section>
)

export const Grow = () => <span className="flex-1" />

/** Nothing for 150 ms: what comes at once must not flicker. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return setLate(false)
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [waiting])
  return waiting && late
}

/** Lines where the text will stand. */
export function SkeletonLines({ widths, label }: { widths: readonly number[]; label: string }) {
  const late = useLate(true)
  if (!late) return null
  return (
    <div role="status" aria-label={label} className="space-y-3">
      {widths.map((width) => (
        <div key={width} className="skeleton h-2.5" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
