import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { PlaceNode } from '../../../contract/entity'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { Segmented } from '../../ui/segmented'

interface NewPlaceProps {
  open: boolean
  places: readonly PlaceNode[]
  /** Where a new library goes: into this place. */
  near: string | null
  onClose: () => void
  onMade: (id: string) => void
}

export function NewPlace({ open, onClose, ...rest }: NewPlaceProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog open={open} onClose={onClose} title={t('library.newPlace')} initialFocus={field}>
      {open && <NewPlaceForm field={field} onClose={onClose} {...rest} />}
    </Dialog>
  )
}

type Kind = 'library' | 'workflowLibrary' | 'lab'

const kinds: readonly Kind[] = ['library', 'workflowLibrary', 'lab']

interface NewPlaceFormProps extends Omit<NewPlaceProps, 'open'> {
  field: React.RefObject<HTMLInputElement | null>
}

function NewPlaceForm({ field, places, near, onClose, onMade }: NewPlaceFormProps) {
  const { client } = useStudio()
  const parent = places.find((place) => place.id === near) ?? places.find((place) => place.type === 'lab')
  const [kind, setKind] = useState<Kind>(parent ? 'library' : 'lab')
  const [title, setTitle] = useState('')
  const type = kind === 'lab' ? 'lab' : 'library'
  const make = useMutation({
    mutationFn: (ids: { commandId: string; id: string }) =>
      surely(() =>
        client.entity.create({
          ...ids,
          type,
          ...(kind === 'workflowLibrary' ? { libraryKind: 'workflow' as const } : {}),
          parentId: kind === 'lab' ? null : (parent?.id ?? null),
          title: title.trim(),
          document: { kind: type },
        }),
      ),
    onSuccess: (made) => {
      onClose()
      onMade(made.id)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim()) make.mutate({ commandId: uuidv7(), id: uuidv7() })
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      {parent && (
        <Segmented
          label={t('common.kind')}
          value={kind}
          options={kinds.map((each) => ({ value: each, label: t(`library.${each}`) }))}
          onChange={setKind}
        />
      )}
      <p className="text-ink-2">
        {kind === 'lab' ? t('library.aboutLab') : t('library.goesInto', { place: parent?.title ?? '' })}
      </p>
      <TextField
        ref={field}
        label={t('common.name')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        maxLength={200}
        problem={make.error ? problemOf(make.error).sentence : null}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={title.trim() ? null : t('common.nameFirst')}>
          {kind === 'lab' ? t('library.makeLab') : t('library.makeLibrary')}
        </Button>
      </DialogActions>
    </form>
  )
}
