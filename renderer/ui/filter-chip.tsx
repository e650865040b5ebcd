import { X } from 'lucide-react'
import { Icon } from './icon'

interface FilterChipProps {
  name?: string
  value: string
  /** The value is in somebody's own words. */
  own?: boolean
  /** What the button that takes it out is called. */
  liftLabel: string
  onLift: () => void
}

/** What a list is narrowed to, and the way to take it out again. */
export const FilterChip = ({ name, value, own, liftLabel, onLift }: FilterChipProps) => (
  <span className="inline-flex h-6 max-w-64 items-center gap-1 rounded-control border border-line-strong bg-panel pl-2 text-small">
    {name && <span className="text-ink-2">{name}</span>}
    <span className="truncate font-medium" {...(own ? { translate: 'no', dir: 'auto' } : {})}>
      {value}
    </span>
    <button
      type="button"
      aria-label={liftLabel}
      onClick={onLift}
      className="grid size-6 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
    >
      <Icon of={X} size={13} />
    </button>
  </span>
)
