import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Icon, type LucideIcon } from './icon'
import { KeyCap } from './key-cap'
import { Tooltip } from './tooltip'

type Look = 'primary' | 'plain' | 'quiet' | 'dangerous'

const looks: Record<Look, string> = {
  primary: 'bg-ink text-on-ink hover:bg-ink-hover',
  plain: 'border border-line-strong bg-raised hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  dangerous: 'border border-line-strong bg-raised text-failed hover:bg-failed-bg',
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  look?: Look
  icon?: LucideIcon | undefined
  keys?: string | undefined
  small?: boolean
  /** Why the button is off; shown in its tooltip. The button keeps its place and stays reachable. */
  offBecause?: string | null | undefined
  children: ReactNode
}

/** Ink acts: one primary button on a screen or in a pane. */
export function Button({
  look = 'plain',
  icon,
  keys,
  small,
  offBecause,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = Boolean(offBecause)
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={off || undefined}
      onClick={off ? undefined : onClick}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors duration-[var(--d-instant)]',
        small ? 'h-6 px-2 text-small' : 'h-7 px-3 text-ui',
        off ? 'border border-line bg-transparent text-ink-off' : looks[look],
        rest.className,
      )}
    >
      {icon && <Icon of={icon} size={small ? 13 : 15} />}
      {children}
      {keys && <KeyCap of={keys} onInk={look === 'primary' && !off} />}
    </button>
  )
  // The same tree while it is on: a button that were made anew at that moment would lose the press that is on it.
  return offBecause === undefined ? button : <Tooltip text={offBecause || null}>{button}</Tooltip>
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  label: string
  keys?: string | undefined
  tipSide?: 'top' | 'bottom'
}

export function IconButton({ icon, label, keys, tipSide, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys} side={tipSide}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          'inline-grid size-6 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-off disabled:hover:bg-transparent',
          className,
        )}
      >
        <Icon of={icon} />
      </button>
    </Tooltip>
  )
}
