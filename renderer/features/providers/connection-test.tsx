import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleX, PlugZap } from 'lucide-react'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Connection } from '../../../contract/provider'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { wellClass } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { say, sayProblem } from '../../ui/toast'

/** Asks the provider for its models: one sentence about how it went, and the list to choose from. */
export function ConnectionTest({ connection }: { connection: Connection }) {
  const { client } = useStudio()
  const test = useMutation({ mutationFn: () => client.provider.test({ id: connection.id }) })
  const told = test.data
  const sentence = test.error ? problemOf(test.error).sentence : told?.sentence
  return (
    <div className="mt-1.5 space-y-2">
      <div className="flex items-start gap-2">
        <Button
          small
          icon={PlugZap}
          onClick={() => test.mutate()}
          offBecause={test.isPending ? t('providers.testing') : null}
        >
          {t('providers.test')}
        </Button>
        <p role="status" className="flex min-w-0 items-start gap-1.5 pt-0.5 text-small text-ink-2">
          {sentence && (
            <Icon
              of={told?.ok ? CircleCheck : CircleX}
              size={13}
              className={`mt-0.5 ${told?.ok ? 'text-success' : 'text-failed'}`}
            />
          )}
          {test.isPending ? t('providers.testing') : sentence}
        </p>
      </div>
      {told?.ok && connection.own && <OfferedModels connection={connection} offered={told.models} />}
    </div>
  )
}

/** The models that a provider offers, to be ticked; those that were written by hand stay. */
function OfferedModels({ connection, offered }: { connection: Connection; offered: readonly string[] }) {
  const { client } = useStudio()
  const [filter, setFilter] = useState('')
  if (offered.length === 0) return null
  const { id, rowVersion, name, kind, address, shared, models } = connection
  const shown = offered.filter((model) => model.toLowerCase().includes(filter.trim().toLowerCase()))
  const keep = async (next: readonly string[]) => {
    const command = { commandId: uuidv7(), id, rowVersion, name, kind, address, shared, models: [...next] }
    try {
      await surely(() => client.provider.save(command))
      say(t('providers.modelsKept', { name }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <details>
      <summary className="text-small">{t('providers.offered', { count: offered.length })}</summary>
      <input
        type="search"
        aria-label={t('providers.filterModels')}
        placeholder={t('providers.filterModels')}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        className={`${wellClass()} mt-1.5 h-7 max-w-72`}
      />
      <ul className="mt-1 max-h-56 overflow-auto">
        {shown.slice(0, 300).map((model) => (
          <li key={model}>
            <label translate="no" className="flex h-7 items-center gap-2 font-mono text-small">
              <input
                type="checkbox"
                className="accent-ink"
                checked={models.includes(model)}
                onChange={({ target }) =>
                  void keep(target.checked ? [...models, model] : models.filter((each) => each !== model))
                }
              />
              {model}
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
