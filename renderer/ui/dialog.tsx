import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode, RefObject } from 'react'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons below what scrolls. */
  foot?: ReactNode
  /** Where the focus goes first: a field, or the safe button. */
  initialFocus?: RefObject<HTMLElement | null>
  wide?: boolean
  /** Nothing in it can be pressed: what scrolls is reached from the keyboard by itself. */
  reading?: boolean
}

const reachable = { tabIndex: 0 }

export function Dialog({ open, onClose, title, children, foot, initialFocus, wide, reading }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-[var(--z-dialog)] bg-scrim transition-opacity duration-[var(--d-calm)] data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={`fixed top-[14vh] left-1/2 z-[var(--z-dialog)] flex max-h-[76vh] ${wide ? 'w-[1040px]' : 'w-[440px]'} max-w-[94vw] -translate-x-1/2 flex-col rounded-dialog border border-line-strong bg-raised shadow-3 transition duration-[var(--d-calm)] ease-out data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0`}
        >
          <Base.Title className="px-5 pt-4 text-title font-strong">{title}</Base.Title>
          <div {...(reading ? reachable : {})} className="focus-inside min-h-0 overflow-auto px-5 pt-3 pb-5">
            {children}
          </div>
          {foot && <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{foot}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The buttons at the foot of a dialog: the safe one first, the deed last. */
export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex justify-end gap-2">{children}</div>
)
