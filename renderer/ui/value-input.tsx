import type { Variable } from '../../contract/template'
import { t } from '../i18n'
import { DateInput } from './date-input'
import { wellClass } from './field'
import { FileInput } from './file-input'
import { Segmented } from './segmented'
import { Select } from './select'

interface ValueInputProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  variable: Variable
  value: unknown
  wrong: boolean
  onChange: (value: unknown) => void
}

/** A field fitting the type. What is typed is kept as it is; the rules judge it, they never rewrite it. */
export function ValueInput({ variable, value, wrong, onChange, ...ids }: ValueInputProps) {
  const { name, type, rules } = variable
  const text = asText(value)
  if (type === 'choice' && rules.choices?.length) {
    return (
      <Select
        id={ids.id}
        label={name}
        value={rules.choices.includes(text) ? text : null}
        options={rules.choices.map((choice) => ({ value: choice, label: choice }))}
        placeholder={asText(variable.default) || t('editor.chooseOne')}
        onChange={onChange}
      />
    )
  }
  if (type === 'boolean') {
    return (
      <Segmented
        label={name}
        value={text}
        options={[
          { value: 'true', label: t('editor.yes') },
          { value: 'false', label: t('editor.no') },
        ]}
        onChange={(next) => onChange(next === 'true')}
      />
    )
  }
  if (type === 'file' || type === 'image') {
    return <FileInput {...ids} name={name} value={value} picture={type === 'image'} onChange={onChange} />
  }
  const common = {
    ...ids,
    'aria-label': name,
    value: text,
    placeholder: asText(variable.default),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (type === 'date') {
    return <DateInput {...common} onPick={onChange} className={`${wellClass(wrong)} h-7 font-mono`} />
  }
  if (type === 'number' || type === 'integer') {
    return (
      <input
        {...common}
        inputMode={type === 'integer' ? 'numeric' : 'decimal'}
        className={`${wellClass(wrong)} h-7 font-mono no-ligatures`}
      />
    )
  }
  return (
    <textarea
      {...common}
      rows={tall[type] ?? 1}
      spellCheck={type === 'text' || type === 'long_text'}
      className={`${wellClass(wrong)} block max-h-60 resize-none field-sizing-content py-1 font-mono no-ligatures`}
    />
  )
}

const tall: Partial<Record<Variable['type'], number>> = { long_text: 3, list: 3, json: 3 }

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join('\n')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}
