import type { ModelSettings } from '../../contract/template'
import { t } from '../i18n'
import { NumberField } from './number-field'

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

interface ModelKnobsProps {
  settings: ModelSettings
  onChange: (settings: ModelSettings) => void
  /** What holds where a field is empty. */
  placeholder?: string
}

/** How a model is asked. */
export function ModelKnobs({ settings, onChange, placeholder }: ModelKnobsProps) {
  return knobs.map(({ key, ...bounds }) => (
    <NumberField
      key={key}
      {...bounds}
      label={t(`playground.${key}`)}
      note={t(`playground.${key}Note`)}
      placeholder={placeholder ?? t('playground.providersOwn')}
      value={settings[key] ?? null}
      onChange={(value) => onChange(withKnob(settings, key, value))}
    />
  ))
}

/** A setting that was emptied is left out, so that the document is the same as before it was set. */
function withKnob(settings: ModelSettings, key: Knob['key'], value: number | null): ModelSettings {
  const { [key]: _gone, ...rest } = settings
  return value === null ? rest : { ...rest, [key]: value }
}
