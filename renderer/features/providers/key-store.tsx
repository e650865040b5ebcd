import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Lock, LockOpen } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { Icon } from '../../ui/icon'

/** Where keys are kept on this machine, and the way to open that place. */
export function KeyStore() {
  const { queries } = useStudio()
  const keys = useQuery(queries.provider.keys.queryOptions()).data
  const [asking, setAsking] = useState(false)
  if (!keys) return null
  const closed = keys.store !== 'keychain' && (keys.locked || !keys.exists)
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title" className="border-b border-line-strong pb-1.5 text-title font-strong">
        {t('providers.keys')}
      </h2>
      <div className="flex items-center gap-3 py-3">
        <Icon of={closed ? Lock : LockOpen} className="text-ink-2" />
        <p className="min-w-0 flex-1">{sentenceOf(keys)}</p>
        {closed && (
          <Button onClick={() => setAsking(true)}>
            {keys.exists ? t('providers.unlockFile') : t('providers.makeFile')}
          </Button>
        )}
      </div>
      <UnlockDialog open={asking} exists={keys.exists} onClose={() => setAsking(false)} />
    </section>
  )
}

function sentenceOf({ store, locked, exists }: { store: string; locked: boolean; exists: boolean }): string {
  if (store === 'keychain') return t('providers.inKeychain')
  if (exists) return locked ? t('providers.fileLocked') : t('providers.fileOpen')
  return t('providers.noStore')
}

function UnlockDialog({ open, exists, onClose }: { open: boolean; exists: boolean; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={exists ? t('providers.unlockFile') : t('providers.makeFile')}
      initialFocus={field}
    >
      {open && <UnlockForm field={field} exists={exists} onClose={onClose} />}
    </Dialog>
  )
}

interface UnlockFormProps {
  field: React.RefObject<HTMLInputElement | null>
  exists: boolean
  onClose: () => void
}

function UnlockForm({ field, exists, onClose }: UnlockFormProps) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const [passphrase, setPassphrase] = useState('')
  const unlock = useMutation({
    mutationFn: () => client.provider.unlockKeys({ passphrase }),
    onSuccess: ({ ok }) => {
      void cache.invalidateQueries({ queryKey: queries.provider.key() })
      if (ok) onClose()
    },
  })
  const wrong = unlock.error
    ? problemOf(unlock.error).sentence
    : unlock.data?.ok === false
      ? t('providers.wrongPassphrase')
      : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase.length >= 8) unlock.mutate()
  }
  return (
    <form onSubmit={submit}>
      <TextField
        ref={field}
        label={t('providers.passphrase')}
        type="password"
        autoComplete="off"
        value={passphrase}
        problem={wrong}
        hint={exists ? null : t('providers.passphraseHint')}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          type="submit"
          offBecause={passphrase.length < 8 ? t('providers.atLeast8') : null}
        >
          {exists ? t('providers.unlock') : t('providers.make')}
        </Button>
      </DialogActions>
    </form>
  )
}
