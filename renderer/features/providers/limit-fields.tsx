import { useState } from 'react'
import type { ConnectionLimits } from '../../../contract/provider'
import { t } from '../../i18n'
import { TextField } from '../../ui/field'

interface LimitFieldsProps {
  limits: ConnectionLimits
  onChange: (limits: ConnectionLimits) => void
}

const fields = [
  { key: 'atOnce', least: 1, most: 100, empty: true },
  { key: 'perMinute', least: 1, most: 10_000, empty: true },
  { key: 'timeout', least: 1, most: 3600, empty: false },
  { key: 'retries', least: 0, most: 5, empty: false },
] as const

/** What the provider is asked at most. Folded away: most people never need it. */
export function LimitFields({ limits, onChange }: LimitFieldsProps) {
  return (
    <details>
      <summary className="font-medium">{t('providers.limits')}</summary>
      <div className="mt-2 grid grid-cols-2 gap-3">
        {fields.map((field) => (
          <LimitField
            key={field.key}
            field={field}
            value={limits[field.key]}
            onChange={(value) => onChange({ ...limits, [field.key]: value })}
          />
        ))}
      </div>
    </details>
  )
}

interface LimitFieldProps {
  field: (typeof fields)[number]
  value: number | null
  onChange: (value: number | null) => void
}

function LimitField({ field, value, onChange }: LimitFieldProps) {
  const { key, least, most, empty } = field
  const [text, setText] = useState(value === null ? '' : String(value))
  const problemWith = (typed: string): string | null => {
    if (!typed.trim()) return empty ? null : t('playground.atLeast', { least, typed: '""' })
    const number = Number(typed)
    if (!Number.isInteger(number)) return t('playground.wholeNumber', { typed })
    if (number < least) return t('playground.atLeast', { least, typed })
    return number > most ? t('playground.atMost', { most, typed }) : null
  }
  return (
    <TextField
      label={t(`providers.limit.${key}`)}
      mono
      inputMode="numeric"
      value={text}
      placeholder={empty ? t('providers.noLimit') : undefined}
      problem={problemWith(text)}
      onChange={({ target }) => {
        setText(target.value)
        if (!problemWith(target.value)) onChange(target.value.trim() ? Number(target.value) : null)
      }}
    />
  )
}
