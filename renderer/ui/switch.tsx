import { Switch as Base } from '@base-ui/react/switch'

export function Switch({
  label,
  checked,
  onChange,
  id,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  id?: string
}) {
  return (
    <Base.Root
      id={id}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      className="inline-flex h-4 w-7 shrink-0 items-center rounded-full border border-rule bg-well p-px data-checked:border-ink data-checked:bg-ink"
    >
      <Base.Thumb className="block size-3 rounded-full bg-rule transition-transform duration-[var(--d-quick)] data-checked:translate-x-3 data-checked:bg-on-ink" />
    </Base.Root>
  )
}
