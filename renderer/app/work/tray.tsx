import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import type { CommandId } from '../../../core/commands'
import { Tooltip } from '../../ui/tooltip'
import { keyOf } from '../commands'

interface TrayProps {
  title: string
  command: CommandId
  open: boolean
  onOpen: (open: boolean) => void
  /** What stands in the status bar. */
  face: ReactNode
  /** What the face says to somebody who hears it. */
  label: string
  /** At the right of the title. */
  action?: ReactNode
  children: ReactNode
}

/** A list that folds out above the status bar, by mouse or by its command's key. */
export function Tray({ title, command, open, onOpen, face, label, action, children }: TrayProps) {
  return (
    <Popover.Root open={open} onOpenChange={onOpen}>
      <Tooltip text={title} keys={keyOf(command)}>
        <Popover.Trigger
          aria-label={label}
          className="focus-inside inline-flex h-6 items-center gap-1.5 px-1 whitespace-nowrap hover:bg-hover hover:text-ink data-popup-open:bg-hover"
        >
          {face}
        </Popover.Trigger>
      </Tooltip>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={4} className="z-[var(--z-popover)]">
          <Popover.Popup className="popover flex max-h-[60vh] w-[420px] flex-col">
            <div className="flex h-11 shrink-0 items-center justify-between gap-3 border-b border-line px-4">
              <Popover.Title className="font-strong">{title}</Popover.Title>
              {action}
            </div>
            <div className="min-h-0 overflow-auto">{children}</div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
