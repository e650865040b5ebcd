import { Calendar } from 'lucide-react'
import { type ComponentProps, useRef } from 'react'
import { t } from '../i18n'
import { Icon } from './icon'

interface DateInputProps extends ComponentProps<'input'> {
  onPick: (day: string) => void
}

/** A day as it is written in a prompt, 2026-11-18, whatever the system's own order is; the calendar fills it in. */
export function DateInput({ onPick, ...field }: DateInputProps) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="relative">
      <input {...field} inputMode="numeric" placeholder={field.placeholder || t('ui.dateExample')} />
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden
        value={/^\d{4}-\d{2}-\d{2}$/.test(String(field.value)) ? field.value : ''}
        onChange={(event) => onPick(event.target.value)}
        className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
      />
      <button
        type="button"
        aria-label={t('ui.chooseDay')}
        onClick={() => picker.current?.showPicker()}
        className="absolute top-0.5 right-0.5 grid size-6 place-items-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
      >
        <Icon of={Calendar} size={13} />
      </button>
    </div>
  )
}
