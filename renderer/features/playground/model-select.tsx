import { t } from '../../i18n'
import { Select } from '../../ui/select'
import type { Choosing } from './use-choice'

/** Every model of every connection; the connection's name beside it. */
export function ModelSelect({ connections, choice, choose }: Choosing) {
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
        if (typeof connectionId === 'string' && typeof model === 'string') choose({ connectionId, model })
      }}
    />
  )
}
