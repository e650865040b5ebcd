import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { itemColours } from '../../../contract/vocabulary'
import type { SessionInfo, WorkspaceSummary } from '../../../contract/workspace'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { say } from '../../ui/toast'
import { Colours } from './colours'

interface WorkspaceSettingsProps {
  workspace: WorkspaceSummary
  open: boolean
  onClose: () => void
  /** Where the window is after its workspace was deleted. */
  onLeft: (session: SessionInfo) => void
}

/** Name and colour, the archive, and the end. */
export function WorkspaceSettings({ open, onClose, ...rest }: WorkspaceSettingsProps) {
  const field = useRef<HTMLInputElement>(null)
  const [deleting, setDeleting] = useState(false)
  const close = () => {
    setDeleting(false)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(deleting ? 'workspace.deleteTitle' : 'workspace.settings', { name: rest.workspace.name })}
      initialFocus={field}
    >
      {open && !deleting && (
        <SettingsForm {...rest} field={field} onClose={close} onDelete={() => setDeleting(true)} />
      )}
      {open && deleting && <DeleteForm {...rest} onClose={close} />}
    </Dialog>
  )
}

type FormProps = Omit<WorkspaceSettingsProps, 'open'>

function SettingsForm({
  workspace,
  field,
  onClose,
  onDelete,
}: FormProps & { field: React.RefObject<HTMLInputElement | null>; onDelete: () => void }) {
  const { client } = useStudio()
  const [name, setName] = useState(workspace.name)
  const [colour, setColour] = useState(workspace.colour)
  const { id, rowVersion, archived } = workspace
  const save = useMutation({
    mutationFn: (commandId: string) =>
      surely(() =>
        client.workspace.change({
          commandId,
          id,
          rowVersion,
          name: name.trim(),
          colour: itemColours.find((each) => each === colour),
        }),
      ),
    onSuccess: onClose,
  })
  const archive = useMutation({
    mutationFn: (commandId: string) =>
      surely(() => client.workspace.archive({ commandId, id, archived: !archived })),
    onSuccess: () => {
      onClose()
      say(t(archived ? 'workspace.unarchived' : 'workspace.archivedNow', { name: workspace.name }))
    },
  })
  const problem = save.error ?? archive.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate(uuidv7())
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        ref={field}
        label={t('common.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={200}
        problem={problem ? problemOf(problem).sentence : null}
      />
      <Colours value={colour} onChange={setColour} />
      <div className="space-y-2 border-t border-line pt-3">
        <p className="text-ink-2">{t(archived ? 'workspace.aboutUnarchive' : 'workspace.aboutArchive')}</p>
        <div className="flex gap-2">
          <Button onClick={() => archive.mutate(uuidv7())}>
            {t(archived ? 'workspace.unarchive' : 'workspace.archive')}
          </Button>
          <Button look="dangerous" onClick={onDelete}>
            {t('workspace.delete')}
          </Button>
        </div>
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={name.trim() ? null : t('workspace.nameFirst')}>
          {t('workspace.save')}
        </Button>
      </DialogActions>
    </form>
  )
}

function DeleteForm({ workspace, onClose, onLeft }: FormProps) {
  const { client, queries } = useStudio()
  const [typed, setTyped] = useState('')
  const contents = useQuery(queries.workspace.contents.queryOptions({ input: { id: workspace.id } }))
  const remove = useMutation({
    mutationFn: (commandId: string) =>
      surely(() => client.workspace.remove({ commandId, id: workspace.id, typedName: typed })),
    onSuccess: ({ session }) => {
      onClose()
      onLeft(session)
      say(t('workspace.deleted', { name: workspace.name }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate(uuidv7())
  }
  const off = remove.isPending
    ? t('workspace.backingUp')
    : typed.trim() === workspace.name.trim()
      ? null
      : t('workspace.typeName')
  const { items = 0, runs = 0 } = contents.data ?? {}
  return (
    <form onSubmit={submit} className="space-y-4">
      <p>
        {t('workspace.deleteWarning', {
          items: t('common.items', { count: items }),
          runs: t('common.runs', { count: runs }),
        })}
      </p>
      <TextField
        label={t('workspace.typedName')}
        hint={workspace.name}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        problem={remove.error ? problemOf(remove.error).sentence : null}
        autoComplete="off"
      />
      <DialogActions>
        <Button onClick={onClose}>{t('workspace.keep')}</Button>
        <Button look="dangerous" type="submit" offBecause={off}>
          {t('workspace.delete')}
        </Button>
      </DialogActions>
    </form>
  )
}
