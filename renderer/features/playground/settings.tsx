import { Popover } from '@base-ui/react/popover'
import { Thermometer } from 'lucide-react'
import { useState } from 'react'
import type { ModelSettings } from '../../../contract/template'
import { TextField } from '../../ui/field'
import { Icon } from '../../ui/icon'

interface SettingsProps {
  settings: ModelSettings
  onChange: (settings: ModelSettings) => void
}

interface Knob {
  key: 'temperature' | 'topP' | 'maxTokens' | 'seed'
  label: string
  note: string
  least: number
  most: number
  whole?: boolean
}

const knobs: readonly Knob[] = [
  { key: 'temperature', label: 'Temperature', note: '0 to 2', least: 0, most: 2 },
  { key: 'topP', label: 'Top P', note: '0 to 1', least: 0, most: 1 },
  { key: 'maxTokens', label: 'Longest answer', note: 'tokens', least: 1, most: 1_000_000, whole: true },
  { key: 'seed', label: 'Seed', note: 'whole number', least: -(2 ** 31), most: 2 ** 31, whole: true },
]

/** How the model is asked; part of the template, so a change makes a draft. Empty leaves it to the provider. */
export function SettingsButton({ settings, onChange }: SettingsProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label="Model settings"
        className="tabular inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <Icon of={Thermometer} size={13} />
        {settings.temperature ?? 'default'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover w-64 space-y-3 p-3">
            <Popover.Title className="font-strong">Model settings</Popover.Title>
            {knobs.map((knob) => (
              <KnobField
                key={knob.key}
                knob={knob}
                value={settings[knob.key] ?? null}
                onChange={(value) => onChange(withKnob(settings, knob.key, value))}
              />
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface KnobFieldProps {
  knob: Knob
  value: number | null
  onChange: (value: number | null) => void
}

function KnobField({ knob, value, onChange }: KnobFieldProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const problem = problemWith(knob, text)
  return (
    <TextField
      label={knob.label}
      note={knob.note}
      mono
      inputMode="decimal"
      placeholder="the provider's own"
      value={text}
      problem={problem}
      onChange={({ target }) => {
        setText(target.value)
        if (!problemWith(knob, target.value)) onChange(target.value.trim() ? Number(target.value) : null)
      }}
    />
  )
}

function problemWith({ least, most, whole }: Knob, text: string): string | null {
  if (!text.trim()) return null
  const number = Number(text)
  if (Number.isNaN(number) || (whole && !Number.isInteger(number))) {
    return `${whole ? 'A whole number' : 'A number'}. You typed "${text}".`
  }
  if (number < least) return `At least ${least}. You typed ${number}.`
  return number > most ? `At most ${most}. You typed ${number}.` : null
}

/** A setting that was emptied is left out, so that the document is the same as before it was set. */
function withKnob(settings: ModelSettings, key: Knob['key'], value: number | null): ModelSettings {
  const { [key]: _gone, ...rest } = settings
  return value === null ? rest : { ...rest, [key]: value }
}
