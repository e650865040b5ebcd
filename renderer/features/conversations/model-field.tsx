import { useQuery } from '@tanstack/react-query'
import type { ModelChoice } from '../../../contract/run'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Select } from '../../ui/select'

interface ModelFieldProps {
  choice: ModelChoice | null
  onChange: (choice: ModelChoice) => void
  look?: 'field' | 'quiet'
}

/** Every model of every connection. */
export function ModelField({ choice, onChange, look = 'field' }: ModelFieldProps) {
  const { queries } = useStudio()
  const connections = useQuery(queries.provider.list.queryOptions()).data ?? []
  const options = connections.flatMap(({ id, name, models }) =>
    models.map((model) => ({ value: JSON.stringify([id, model]), label: model, note: name })),
  )
  return (
    <Select
      label={t('playground.model')}
      look={look}
      value={choice ? JSON.stringify([choice.connectionId, choice.model]) : null}
      options={options}
      placeholder={t('playground.noModelYet')}
      onChange={(value) => {
        const [connectionId, model]: unknown[] = JSON.parse(value)
        if (typeof connectionId === 'string' && typeof model === 'string') onChange({ connectionId, model })
      }}
    />
  )
}
