import { Select as Base } from '@base-ui/react/select'
import clsx from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon'

interface Option<T extends string> {
  value: T
  label: string
  note?: string
}

interface SelectProps<T extends string> {
  label: string
  value: T | null
  options: readonly Option<T>[]
  onChange: (value: T) => void
  /** field: a well with a rule; quiet: words in a toolbar; blank: a blank of a written sentence. */
  look?: 'field' | 'quiet' | 'blank'
  placeholder?: string
  id?: string
  icon?: ReactNode
}

const looks = {
  field: 'h-7 w-full rounded-t-control border-b border-rule bg-well px-2.5',
  quiet: 'h-6 rounded-control px-1.5 hover:bg-hover',
  blank: 'mark inline-flex h-11 max-w-full px-2.5 align-baseline',
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange, look = 'field', placeholder, id, icon } = props
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        className={clsx('flex min-w-0 items-center gap-1.5 text-left', looks[look])}
      >
        {icon}
        <span className={clsx('min-w-0 truncate', look === 'field' && 'flex-1')}>
          <Base.Value placeholder={placeholder} />
        </span>
        <Base.Icon className="text-ink-3">
          <Icon of={ChevronDown} size={13} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        {/* A list may open inside a dialog. */}
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-[var(--z-palette)]">
          <Base.Popup className="popover max-h-80 min-w-[max(var(--anchor-width),160px)] overflow-auto py-1">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className="menu-row">
                <Base.ItemText className="flex-1 truncate">{option.label}</Base.ItemText>
                {option.note && <span className="text-caption text-ink-3">{option.note}</span>}
                <Base.ItemIndicator>
                  <Icon of={Check} size={13} />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
