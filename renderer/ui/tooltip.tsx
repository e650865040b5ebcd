import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { keyText } from './key-cap'

export const TooltipProvider = Base.Provider

/** What a control does, and its key. Opens on hover and on focus, unless there is nothing to say. */
export function Tooltip({
  text,
  keys,
  side = 'top',
  children,
}: {
  text: string | null
  keys?: string | undefined
  /** Where it stands if there is room: below, where it would hide a control above. */
  side?: 'top' | 'bottom' | undefined
  children: ReactElement
}) {
  return (
    <Base.Root disabled={text === null}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-[var(--z-tooltip)]">
          <Base.Popup className="max-w-72 rounded-control bg-ink px-2 py-1 text-small text-on-ink transition-opacity duration-[var(--d-quick)] data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {keys && <span className="ml-1.5 text-on-ink/70">{keyText(keys)}</span>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
