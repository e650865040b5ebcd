import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '../../../contract/provider'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { TextField } from '../../ui/field'
import { sayProblem } from '../../ui/toast'

interface KeyFieldProps {
  state: Connection['keyState']
  connectionId?: string
  optional: boolean
  value: string
  onChange: (key: string) => void
  remember: boolean
  onRemember: (remember: boolean) => void
}

/** A key goes in and never comes out: the field shows whether there is one, not what it is. */
export function KeyField({
  state,
  connectionId,
  optional,
  value,
  onChange,
  remember,
  onRemember,
}: KeyFieldProps) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const known = state === 'stored' || state === 'session'
  const forget = async () => {
    if (!connectionId) return
    try {
      await client.provider.forgetKey({ id: connectionId })
      await cache.invalidateQueries({ queryKey: queries.provider.key() })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <div>
      <TextField
        label={t('providers.keyField')}
        note={optional ? t('common.optional') : undefined}
        type="password"
        mono
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={known ? t('providers.keyIsStored') : ''}
        hint={t(`providers.keyHint.${state}`)}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="mt-1.5 flex items-center justify-between">
        <label className="flex items-center gap-2 text-small text-ink-2">
          <input
            type="checkbox"
            className="accent-ink"
            checked={remember}
            onChange={(event) => onRemember(event.target.checked)}
          />
          {t('providers.keepKey')}
        </label>
        {known && connectionId && (
          <Button small look="dangerous" onClick={() => void forget()}>
            {t('providers.forgetKey')}
          </Button>
        )}
      </div>
    </div>
  )
}
