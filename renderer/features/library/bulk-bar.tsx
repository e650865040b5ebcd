import { FolderInput, Pin, Tag, Trash2, X } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { ItemChange, PlaceNode } from '../../../contract/entity'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { Grow } from '../../ui/pane'
import { Select } from '../../ui/select'

interface BulkBarProps {
  count: number
  total: number
  places: readonly PlaceNode[]
  onAll: () => void
  onClear: () => void
  onChange: (change: ItemChange, said: string) => void
}

/** What can be done to all that is chosen; stands where the filter stood. */
export function BulkBar({ count, total, places, onAll, onClear, onChange }: BulkBarProps) {
  const [asking, setAsking] = useState<'tag' | 'move' | null>(null)
  return (
    <div
      role="toolbar"
      aria-label={t('library.chosenItems')}
      className="flex h-[38px] shrink-0 items-center gap-2 border-b border-line bg-select-idle px-4"
    >
      <span className="font-medium">{t('library.chosen', { count })}</span>
      {count < total && (
        <Button look="quiet" small onClick={onAll}>
          {t('library.chooseAll', { count: total })}
        </Button>
      )}
      <Grow />
      <Button small icon={Tag} onClick={() => setAsking('tag')}>
        {t('library.tag')}
      </Button>
      <Button small icon={FolderInput} onClick={() => setAsking('move')}>
        {t('library.move')}
      </Button>
      <Button
        small
        icon={Pin}
        onClick={() => onChange({ do: 'pin', pinned: true }, t('library.pinned', { count }))}
      >
        {t('library.pin')}
      </Button>
      <Button
        small
        look="dangerous"
        icon={Trash2}
        keys="Delete"
        onClick={() => onChange({ do: 'trash' }, t('library.movedItemsToTrash', { count }))}
      >
        {t('library.delete')}
      </Button>
      <IconButton icon={X} label={t('library.chooseNone')} keys="Escape" onClick={onClear} />
      <TagDialog open={asking === 'tag'} count={count} onClose={() => setAsking(null)} onChange={onChange} />
      <MoveDialog
        open={asking === 'move'}
        count={count}
        places={places}
        onClose={() => setAsking(null)}
        onChange={onChange}
      />
    </div>
  )
}

interface AskProps {
  open: boolean
  count: number
  onClose: () => void
  onChange: BulkBarProps['onChange']
}

function TagDialog({ open, onClose, ...rest }: AskProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog open={open} onClose={onClose} title={t('library.tagTitle')} initialFocus={field}>
      {open && <TagForm field={field} onClose={onClose} {...rest} />}
    </Dialog>
  )
}

/** As the contract has it. */
const longestTag = 80

const words = (text: string): string[] => text.split(/[\s,#]+/).filter(Boolean)

function TagForm({
  field,
  count,
  onClose,
  onChange,
}: Omit<AskProps, 'open'> & { field: React.RefObject<HTMLInputElement | null> }) {
  const [add, setAdd] = useState('')
  const [remove, setRemove] = useState('')
  const wrong = words(add).find((word) => word.length > longestTag)
  const nothing = words(add).length + words(remove).length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (nothing || wrong !== undefined) return
    onClose()
    onChange({ do: 'tag', add: words(add), remove: words(remove) }, t('library.tagged', { count }))
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        ref={field}
        label={t('library.tagsToAdd')}
        hint={t('library.tagsHint')}
        problem={wrong === undefined ? null : t('library.tagTooLong', { tag: wrong.slice(0, 20) })}
        value={add}
        onChange={(event) => setAdd(event.target.value)}
      />
      <TextField
        label={t('library.tagsToRemove')}
        note={t('common.optional')}
        value={remove}
        onChange={(event) => setRemove(event.target.value)}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={nothing ? t('library.tagFirst') : null}>
          {t('library.tagItems', { count })}
        </Button>
      </DialogActions>
    </form>
  )
}

const top = 'top'

function MoveDialog({ open, count, places, onClose, onChange }: AskProps & { places: readonly PlaceNode[] }) {
  const [to, setTo] = useState<string | null>(null)
  const target = places.find((place) => place.id === to)
  const move = () => {
    if (to === null) return
    onClose()
    const place = target?.title ?? t('library.top')
    onChange({ do: 'move', parentId: target?.id ?? null }, t('library.moved', { count, place }))
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('library.moveTitle', { count })}>
      <Select
        label={t('library.place')}
        value={to}
        placeholder={t('library.choosePlace')}
        options={[
          { value: top, label: t('library.top') },
          ...places.map((place) => ({ value: place.id, label: place.title })),
        ]}
        onChange={setTo}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" onClick={move} offBecause={to === null ? t('library.placeFirst') : null}>
          {t('library.move')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
