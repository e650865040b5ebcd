import { Popover } from '@base-ui/react/popover'
import { Thermometer } from 'lucide-react'
import { useState } from 'react'
import type { ModelSettings } from '../../../contract/template'
import { t } from '../../i18n'
import { TextField } from '../../ui/field'
import { Icon } from '../../ui/icon'

interface SettingsProps {
  settings: ModelSettings
  onChange: (settings: ModelSettings) => void
}

interface Knob {
  key: 'temperature' | 'topP' | 'maxTokens' | 'seed'
  least: number
  most: number
  whole?: boolean
}

const knobs: readonly Knob[] = [
  { key: 'temperature', least: 0, most: 2 },
  { key: 'topP', least: 0, most: 1 },
  { key: 'maxTokens', least: 1, most: 1_000_000, whole: true },
  { key: 'seed', least: -(2 ** 31), most: 2 ** 31, whole: true },
]

/** How the model is asked; part of the template, so a change makes a draft. Empty leaves it to the provider. */
export function SettingsButton({ settings, onChange }: SettingsProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('playground.settings')}
        className="tabular inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <Icon of={Thermometer} size={13} />
        {settings.temperature ?? t('playground.default')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover w-64 space-y-3 p-3">
            <Popover.Title className="font-strong">{t('playground.settings')}</Popover.Title>
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
      label={t(`playground.${knob.key}`)}
      note={t(`playground.${knob.key}Note`)}
      mono
      inputMode="decimal"
      placeholder={t('playground.providersOwn')}
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
    return t(whole ? 'playground.wholeNumber' : 'playground.plainNumber', { typed: text })
  }
  if (number < least) return t('playground.atLeast', { least, typed: number })
  return number > most ? t('playground.atMost', { most, typed: number }) : null
}

/** A setting that was emptied is left out, so that the document is the same as before it was set. */
function withKnob(settings: ModelSettings, key: Knob['key'], value: number | null): ModelSettings {
  const { [key]: _gone, ...rest } = settings
  return value === null ? rest : { ...rest, [key]: value }
}
