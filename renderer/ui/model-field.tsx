import { useQuery } from '@tanstack/react-query'
import type { ModelChoice } from '../../contract/run'
import { useStudio } from '../data/studio'
import { t } from '../i18n'
import { Select } from './select'

interface ModelFieldProps {
  choice: ModelChoice | null
  onChange: (choice: ModelChoice) => void
  look?: 'field' | 'quiet'
  placeholder?: string
}

/** Every model of every connection; the connection's name beside it. */
export function ModelField({ choice, onChange, look = 'field', placeholder }: ModelFieldProps) {
  const { queries } = useStudio()
  const connections = useQuery(queries.provider.list.queryOptions()).data
  const options = (connections ?? []).flatMap(({ id, name, models }) =>
    models.map((model) => ({ value: JSON.stringify([id, model]), label: model, note: name })),
  )
  const value = choice ? JSON.stringify([choice.connectionId, choice.model]) : null
  // A model of a connection that is gone is still shown by its name.
  const known = !connections || options.some((option) => option.value === value)
  return (
    <Select
      label={t('playground.model')}
      look={look}
      value={value}
      options={choice && value && !known ? [{ value, label: choice.model }, ...options] : options}
      placeholder={placeholder ?? t('playground.noModelYet')}
      onChange={(next) => {
        const [connectionId, model]: unknown[] = JSON.parse(next)
        if (typeof connectionId === 'string' && typeof model === 'string') onChange({ connectionId, model })
      }}
    />
  )
}
