import { useMutation, useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ExportForm } from '../../../contract/exchange'
import { useSession } from '../../app/session'
import { saveFile, unpack } from '../../data/file'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Labelled } from '../../ui/field'
import { Segmented } from '../../ui/segmented'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { say } from '../../ui/toast'

interface ExportDialogProps {
  ids: readonly string[]
  placeId: string | null
  onClose: () => void
}

type What = 'chosen' | 'place' | 'all'

/** What is exported, as what; the file then comes as any download does. */
export function ExportDialog({ ids, placeId, onClose }: ExportDialogProps) {
  const { client, queries } = useStudio()
  const workspace = useSession().workspace
  const places = useQuery(queries.entity.places.queryOptions())
  const place = places.data?.find(({ id }) => id === placeId)
  const [what, setWhat] = useState<What>(ids.length > 0 ? 'chosen' : place ? 'place' : 'all')
  const [form, setForm] = useState<ExportForm>('bundle')
  const [versions, setVersions] = useState(false)
  const one = useQuery({
    ...queries.entity.get.queryOptions({ input: { id: ids[0] ?? '' } }),
    enabled: ids.length === 1,
  })
  const named = { chosen: [...ids], place: place ? [place.id] : null, all: null }[what]
  const write = useMutation({
    mutationFn: async () => {
      const made = await client.exchange.export({ ids: named, form, versions: versions && form === 'bundle' })
      saveFile(made.name, await unpack(made.data))
      return made
    },
    onSuccess: ({ name, items }) => {
      onClose()
      say(t('exchange.exported', { count: items, name }))
    },
  })
  const chosenName = one.data?.title ?? t('common.items', { count: ids.length })
  const options = [
    ...(ids.length > 0 ? [{ value: 'chosen' as const, label: chosenName }] : []),
    ...(place ? [{ value: 'place' as const, label: t('exchange.placeWhole', { name: place.title }) }] : []),
    { value: 'all' as const, label: t('exchange.workspaceWhole', { name: workspace.name }) },
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!write.isPending) write.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={t('exchange.exportTitle')}>
      <form onSubmit={submit} className="space-y-4">
        <Labelled label={t('exchange.what')}>
          {({ id }) => (
            <Select id={id} label={t('exchange.what')} value={what} options={options} onChange={setWhat} />
          )}
        </Labelled>
        <div>
          <Segmented
            label={t('exchange.form')}
            value={form}
            options={[
              { value: 'bundle', label: t('exchange.bundle') },
              { value: 'markdown', label: t('exchange.markdown') },
            ]}
            onChange={setForm}
          />
          <p className="mt-2 text-small text-ink-2">
            {form === 'bundle' ? t('exchange.aboutBundle') : t('exchange.aboutMarkdown')}
          </p>
        </div>
        {form === 'bundle' && (
          <div className="flex items-center gap-3">
            <Switch label={t('exchange.versions')} checked={versions} onChange={setVersions} />
            <span>{t('exchange.versions')}</span>
          </div>
        )}
        <p className="text-small text-ink-2">{t('exchange.neverKeys')}</p>
        {write.error && (
          <p role="alert" lang="en" className="text-small text-failed">
            {problemOf(write.error).sentence}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            icon={Download}
            offBecause={write.isPending ? t('exchange.beingWritten') : null}
          >
            {t('exchange.export')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
