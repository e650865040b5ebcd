import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { Icon, type LucideIcon } from './icon'
import { KeyCap } from './key-cap'

interface MenuProps {
  trigger: ReactElement
  children: ReactNode
  /** Where something else than its control may open it too. */
  open?: boolean
  onOpen?: (open: boolean) => void
}

/** A menu under the control that opens it. */
export function Menu({ trigger, children, open, onOpen }: MenuProps) {
  return (
    <Base.Root {...(onOpen ? { open: open ?? false, onOpenChange: (next) => onOpen(next) } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className="z-[var(--z-popover)]">
          <Base.Popup className="popover min-w-52 py-1">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface MenuItemProps {
  icon?: LucideIcon
  keys?: string | undefined
  onClick: () => void
  disabled?: boolean
  children: ReactNode
}

export function MenuItem({ icon, keys, onClick, disabled, children }: MenuItemProps) {
  return (
    <Base.Item onClick={onClick} disabled={disabled} className="menu-row">
      {icon && <Icon of={icon} className="text-ink-2" />}
      <span className="flex-1">{children}</span>
      {keys && <KeyCap of={keys} />}
    </Base.Item>
  )
}

export const MenuLine = () => <Base.Separator className="my-1 h-px bg-line" />
