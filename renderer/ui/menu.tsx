import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef } from 'react'
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

/** Where a menu opens that belongs to no button, and what has the focus when it closes. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
  readonly back: () => HTMLElement | null
}

interface PointMenuProps {
  label: string
  /** null: closed. */
  at: MenuPoint | null
  onClose: () => void
  children: ReactNode
}

/** A menu where the pointer is, or at the row that has the focus. */
export function PointMenu({ label, at, onClose, children }: PointMenuProps) {
  // It stays where it was while it fades.
  const last = useRef(at)
  if (at) last.current = at
  const point = { getBoundingClientRect: () => new DOMRect(last.current?.x, last.current?.y, 0, 0) }
  return (
    <Base.Root open={at !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={point} align="start" className="z-[var(--z-popover)]">
          <Base.Popup
            aria-label={label}
            finalFocus={() => last.current?.back() ?? false}
            className="popover min-w-56 py-1"
          >
            {children}
          </Base.Popup>
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

interface MenuCheckProps extends Omit<MenuItemProps, 'onClick'> {
  checked: boolean
  onChange: (checked: boolean) => void
  /** Stays open, so that several can be chosen. */
  stays?: boolean
}

/** Something that is so or not. */
export function MenuCheck({ icon, keys, checked, onChange, disabled, stays, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      closeOnClick={!stays}
      className="menu-row"
    >
      {icon && <Icon of={icon} className="text-ink-2" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Base.CheckboxItemIndicator>
        <Icon of={Check} size={13} />
      </Base.CheckboxItemIndicator>
      {keys && <KeyCap of={keys} />}
    </Base.CheckboxItem>
  )
}

/** A menu inside a menu. */
export function MenuSub({
  icon,
  label,
  children,
}: {
  icon?: LucideIcon
  label: string
  children: ReactNode
}) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-row">
        {icon && <Icon of={icon} className="text-ink-2" />}
        <span className="flex-1">{label}</span>
        <Icon of={ChevronRight} size={13} className="text-ink-3" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner side="inline-end" sideOffset={2} alignOffset={-4} className="z-[var(--z-popover)]">
          <Base.Popup className="popover max-h-80 max-w-72 min-w-44 overflow-auto py-1">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}
