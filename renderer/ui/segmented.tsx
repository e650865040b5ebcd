import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'

interface SegmentedProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** A few ways to see one thing; the active part is raised. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={(next: T[]) => {
        const chosen = next[0]
        if (chosen) onChange(chosen)
      }}
      className="inline-flex h-7 shrink-0 items-center rounded-control bg-well p-px"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="h-[26px] rounded-[3px] border border-transparent px-2.5 text-small font-medium text-ink-2 data-pressed:border-line-strong data-pressed:bg-raised data-pressed:text-ink"
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
