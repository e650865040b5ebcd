import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Connection, ConnectionLimits } from '../../../contract/provider'
import type { ProviderKind } from '../../../contract/vocabulary'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Labelled, TextField, wellClass } from '../../ui/field'
import { Switch } from '../../ui/switch'
import { say } from '../../ui/toast'
import { KeyField } from './key-field'
import { LimitFields } from './limit-fields'

export interface ConnectionDraft {
  id: string
  rowVersion: number | null
  name: string
  kind: ProviderKind
  address: string
  models: string[]
  shared: boolean
  limits: ConnectionLimits
}

interface ConnectionDialogProps {
  draft: ConnectionDraft | null
  connection: Connection | undefined
  onClose: () => void
}

export function ConnectionDialog({ draft, connection, onClose }: ConnectionDialogProps) {
  const field = useRef<HTMLInputElement>(null)
  const title = draft
    ? draft.rowVersion === null
      ? t('providers.addKind', { kind: t(`providers.kind.${draft.kind}`) })
      : draft.name
    : ''
  return (
    <Dialog open={draft !== null} onClose={onClose} title={title} initialFocus={field}>
      {draft && (
        <ConnectionForm
          key={draft.id}
          draft={draft}
          connection={connection}
          onClose={onClose}
          field={field}
        />
      )}
    </Dialog>
  )
}

interface ConnectionFormProps {
  draft: ConnectionDraft
  connection: Connection | undefined
  onClose: () => void
  field: RefObject<HTMLInputElement | null>
}

function ConnectionForm({ draft, connection, onClose, field }: ConnectionFormProps) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const [now, setNow] = useState(draft)
  const [models, setModels] = useState(draft.models.join('\n'))
  const [key, setKey] = useState('')
  const [remember, setRemember] = useState(true)
  const compatible = draft.kind === 'openai_compatible'
  const hasKey = connection?.keyState === 'stored' || connection?.keyState === 'session'
  const asksKeyAgain = hasKey && originOf(now.address) !== originOf(draft.address)
  const save = useMutation({
    mutationFn: async (commandId: string) => {
      const { id, rowVersion, name, kind, shared, limits } = now
      const names = models
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      const address = now.address.trim() || null
      await surely(() =>
        client.provider.save({
          commandId,
          id,
          rowVersion,
          name,
          kind,
          shared,
          models: names,
          address,
          limits,
        }),
      )
      if (key) await client.provider.setKey({ id, key, remember })
    },
    onSuccess: () => {
      say(`${now.name} was saved.`)
      onClose()
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queries.provider.key() }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(uuidv7())
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        ref={field}
        label={t('common.name')}
        value={now.name}
        maxLength={80}
        required
        onChange={(event) => setNow({ ...now, name: event.target.value })}
      />
      <TextField
        label={t('providers.address')}
        note={compatible ? undefined : t('common.optional')}
        mono
        type="url"
        required={compatible}
        value={now.address}
        placeholder={compatible ? undefined : t('providers.ownAddress')}
        hint={
          asksKeyAgain
            ? t('providers.addressChanged')
            : compatible
              ? t('providers.addressHint')
              : t('providers.addressOther')
        }
        onChange={(event) => setNow({ ...now, address: event.target.value })}
      />
      <Labelled label={t('providers.models')} note={t('providers.oneALine')}>
        {(ids) => (
          <textarea
            {...ids}
            translate="no"
            rows={3}
            value={models}
            spellCheck={false}
            onChange={(event) => setModels(event.target.value)}
            className={`${wellClass()} block max-h-40 resize-none py-1 font-mono field-sizing-content`}
          />
        )}
      </Labelled>
      <KeyField
        state={connection?.keyState ?? 'missing'}
        optional={compatible}
        value={key}
        onChange={setKey}
        remember={remember}
        onRemember={setRemember}
        {...(connection ? { connectionId: connection.id } : {})}
      />
      <LimitFields limits={now.limits} onChange={(limits) => setNow({ ...now, limits })} />
      <div className="flex items-start justify-between gap-4">
        <div>
          <p className="font-medium">{t('providers.share')}</p>
          <p className="text-caption text-ink-3">{t('providers.shareHint')}</p>
        </div>
        <Switch
          label={t('providers.share')}
          checked={now.shared}
          onChange={(shared) => setNow({ ...now, shared })}
        />
      </div>
      {save.error && (
        <p role="alert" className="text-failed">
          {problemOf(save.error).sentence}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={save.isPending ? t('common.beingSaved') : null}>
          {t('providers.save')}
        </Button>
      </DialogActions>
    </form>
  )
}

/** A key belongs to a server: another path of the same one keeps it. */
function originOf(address: string): string {
  try {
    return new URL(address).origin
  } catch {
    return address.trim()
  }
}
