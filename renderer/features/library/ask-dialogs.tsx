import { useRef, useState } from 'react'
import type { PlaceNode } from '../../../contract/entity'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { type FormProps, MarkForm } from './mark-form'
import { placeLines, trailTo } from './place-lines'
import { TagForm } from './tag-form'

/** What is asked before some items are changed. */
export type Asking = 'tag' | 'move' | 'mark'

interface AskProps extends FormProps {
  asking: Asking | null
  places: readonly PlaceNode[]
  /** What some of them bear, as far as it is known. */
  tags?: readonly string[]
  /** What they bear now, where all bear the same. */
  marked: { readonly colour: string | null; readonly icon: string | null }
}

/** The questions behind commands that need an answer: which tags, which place, which colour and icon. */
export function AskDialogs({ asking, count, places, tags = [], marked, onClose, onChange }: AskProps) {
  const field = useRef<HTMLInputElement>(null)
  const form = { count, onClose, onChange }
  return (
    <>
      <Dialog open={asking === 'tag'} onClose={onClose} title={t('library.tagTitle')} initialFocus={field}>
        <TagForm field={field} tags={tags} {...form} />
      </Dialog>
      <Dialog open={asking === 'move'} onClose={onClose} title={t('library.moveTitle', { count })}>
        <MoveForm places={places} {...form} />
      </Dialog>
      <Dialog open={asking === 'mark'} onClose={onClose} title={t('library.markTitle')}>
        <MarkForm marked={marked} {...form} />
      </Dialog>
    </>
  )
}

const top = 'top'

function MoveForm({ count, places, onClose, onChange }: FormProps & { places: readonly PlaceNode[] }) {
  const [to, setTo] = useState<string | null>(null)
  const target = places.find((place) => place.id === to)
  const move = () => {
    if (to === null) return
    onClose()
    const place = target?.title ?? t('library.top')
    onChange({ do: 'move', parentId: target?.id ?? null }, t('library.moved', { count, place }))
  }
  // Two places of one name are told apart by where they lie.
  const label = (place: PlaceNode) =>
    trailTo(places, place.id)
      .map(({ title }) => title)
      .join(' › ')
  return (
    <>
      <Select
        label={t('library.place')}
        value={to}
        placeholder={t('library.choosePlace')}
        options={[
          { value: top, label: t('library.top') },
          ...placeLines(places, () => true).map(({ place }) => ({ value: place.id, label: label(place) })),
        ]}
        onChange={setTo}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" onClick={move} offBecause={to === null ? t('library.placeFirst') : null}>
          {t('library.move')}
        </Button>
      </DialogActions>
    </>
  )
}
