import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { WorkspaceKind } from '../../../contract/vocabulary'
import type { WorkspaceSummary } from '../../../contract/workspace'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { Segmented } from '../../ui/segmented'
import { Colours } from './colours'

interface NewWorkspaceProps {
  open: boolean
  onClose: () => void
  onMade: (workspace: WorkspaceSummary) => void
}

export function NewWorkspace({ open, onClose, onMade }: NewWorkspaceProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog open={open} onClose={onClose} title={t('workspace.new')} initialFocus={field}>
      {open && <NewWorkspaceForm field={field} onClose={onClose} onMade={onMade} />}
    </Dialog>
  )
}

const kinds: readonly WorkspaceKind[] = ['personal', 'client', 'team']

function NewWorkspaceForm({
  field,
  onClose,
  onMade,
}: Omit<NewWorkspaceProps, 'open'> & { field: React.RefObject<HTMLInputElement | null> }) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<WorkspaceKind>('client')
  const [colour, setColour] = useState<string>('c-1')
  const make = useMutation({
    mutationFn: (ids: { commandId: string; id: string }) =>
      surely(() => client.workspace.create({ ...ids, name: name.trim(), kind, colour })),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: queries.workspace.key() })
      onClose()
      onMade(made)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) make.mutate({ commandId: uuidv7(), id: uuidv7() })
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{t('workspace.apart')}</p>
      <TextField
        ref={field}
        label={t('common.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={200}
        problem={make.error ? problemOf(make.error).sentence : null}
      />
      <Segmented
        label={t('common.kind')}
        value={kind}
        options={kinds.map((each) => ({ value: each, label: t(`workspace.kind.${each}`) }))}
        onChange={setKind}
      />
      <Colours value={colour} onChange={setColour} />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={name.trim() ? null : t('workspace.nameFirst')}>
          {t('workspace.make')}
        </Button>
      </DialogActions>
    </form>
  )
}
