import { useState } from 'react'
import { t } from '../../../i18n'
import { TextField } from '../../../ui/field'
import { Section } from '../../../ui/section'
import type { PartProps } from './own'

const knobs = [
  { key: 'temperature', least: 0, most: 2, whole: false },
  { key: 'topP', least: 0, most: 1, whole: false },
  { key: 'maxTokens', least: 1, most: 1_000_000, whole: true },
  { key: 'seed', least: -(2 ** 31), most: 2 ** 31, whole: true },
] as const

type Knob = (typeof knobs)[number]

/** How the model is asked. What is empty follows the base, or else the provider. */
export function SettingsPart({ document, base, change }: PartProps) {
  const { settings } = document
  const set = knobs.filter(({ key }) => settings[key] !== null && settings[key] !== undefined)
  const put = (key: Knob['key'], value: number | null) =>
    change((now) => {
      const { [key]: _old, ...rest } = now.settings
      return { ...now, settings: value === null ? rest : { ...rest, [key]: value } }
    })
  return (
    <Section
      title={t('editor.field.settings')}
      note={set.length > 0 ? t('editor.countSet', { count: set.length }) : undefined}
      onReset={base && set.length > 0 ? () => change((now) => ({ ...now, settings: {} })) : undefined}
    >
      {knobs.map((knob) => (
        <KnobField
          key={`${knob.key} ${settings[knob.key] ?? ''}`}
          knob={knob}
          value={settings[knob.key] ?? null}
          follows={base?.settings[knob.key] ?? null}
          onChange={(value) => put(knob.key, value)}
        />
      ))}
    </Section>
  )
}

interface KnobFieldProps {
  knob: Knob
  value: number | null
  follows: number | null
  onChange: (value: number | null) => void
}

function KnobField({ knob, value, follows, onChange }: KnobFieldProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const problem = problemWith(knob, text)
  const settle = () => {
    if (!problem) onChange(text.trim() ? Number(text) : null)
  }
  return (
    <TextField
      label={t(`editor.knob.${knob.key}`)}
      mono
      inputMode="decimal"
      placeholder={follows === null ? t('editor.providersOwn') : t('editor.follows', { value: follows })}
      value={text}
      problem={problem}
      onChange={({ target }) => setText(target.value)}
      onBlur={settle}
      onKeyDown={({ key }) => key === 'Enter' && settle()}
    />
  )
}

function problemWith({ least, most, whole }: Knob, text: string): string | null {
  if (!text.trim()) return null
  const number = Number(text)
  if (Number.isNaN(number) || (whole && !Number.isInteger(number))) return t('editor.numberWanted', { text })
  return number < least || number > most ? t('editor.between', { least, most, text }) : null
}
