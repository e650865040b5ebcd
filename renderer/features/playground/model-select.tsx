import type { Connection } from '../../../contract/provider'
import type { ModelChoice } from '../../../contract/run'
import { t } from '../../i18n'
import { Select } from '../../ui/select'

interface ModelSelectProps {
  connections: readonly Connection[]
  choice: ModelChoice | null
  onChange: (choice: ModelChoice) => void
}

/** Every model of every connection; the connection's name beside it. */
export function ModelSelect({ connections, choice, onChange }: ModelSelectProps) {
  const options = connections.flatMap((connection) =>
    connection.models.map((model) => ({
      value: JSON.stringify([connection.id, model]),
      label: model,
      note: connection.name,
    })),
  )
  return (
    <Select
      label={t('playground.model')}
      look="quiet"
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
