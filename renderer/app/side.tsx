import { createContext, type ReactNode, useContext } from 'react'
import { create } from 'zustand'
import { heartOf } from './panes'

/** Where a screen stands: in the column of the tabs, or in the one beside it. */
export type Side = 'main' | 'beside'

const SideContext = createContext<Side | null>(null)

/** The side that a component stands on; null where it belongs to the frame. */
export const useSide = (): Side | null => useContext(SideContext)

/** The side that was worked in last: commands, new tabs and the status bar are about it. */
export const useFocusedSide = create<{ readonly side: Side }>(() => ({ side: 'main' }))

const take = (side: Side) => () => {
  if (useFocusedSide.getState().side !== side) useFocusedSide.setState({ side })
}

export function SideArea({ side, children }: { side: Side; children: ReactNode }) {
  return (
    <SideContext value={side}>
      <div
        data-side={side}
        onFocusCapture={take(side)}
        onPointerDownCapture={take(side)}
        className="@container flex min-h-0 min-w-0 flex-1"
      >
        {children}
      </div>
    </SideContext>
  )
}

/** What was asked to come into focus may still be loading. */
const patienceFrames = 90

/** Takes the keyboard to a side, as soon as there is something on it to take it to. */
export function focusSide(side: Side): void {
  useFocusedSide.setState({ side })
  const attempt = (frames: number) => {
    if (useFocusedSide.getState().side !== side) return
    const area = document.querySelector<HTMLElement>(`[data-side="${side}"]`)
    const heart = area && heartOf(area)
    if (heart) heart.focus()
    else if (frames > 0) requestAnimationFrame(() => attempt(frames - 1))
  }
  requestAnimationFrame(() => attempt(patienceFrames))
}
