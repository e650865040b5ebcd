import { useState } from 'react'
import type { ItemChange } from '../../../contract/entity'
import { itemColours, itemIcons } from '../../../contract/vocabulary'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { DialogActions } from '../../ui/dialog'

import { MarkChoices } from '../../ui/mark-choices'

type Colour = (typeof itemColours)[number]
type IconName = (typeof itemIcons)[number]

/** What every form behind a command is given. */
export interface FormProps {
  /** How many items it is for. */
  count: number
  onClose: () => void
  onChange: (change: ItemChange, said: string) => void
}

interface MarkFormProps extends FormProps {
  marked: { readonly colour: string | null; readonly icon: string | null }
}

/** A colour and an icon for items or places, or none; what is changed is one command each. */
export function MarkForm({ marked, count, onClose, onChange }: MarkFormProps) {
  const before = {
    colour: itemColours.find((each) => each === marked.colour) ?? null,
    icon: itemIcons.find((each) => each === marked.icon) ?? null,
  }
  const [colour, setColour] = useState<Colour | null>(before.colour)
  const [icon, setIcon] = useState<IconName | null>(before.icon)
  const same = colour === before.colour && icon === before.icon
  const mark = () => {
    onClose()
    if (colour !== before.colour) onChange({ do: 'colour', colour }, t('library.coloured', { count }))
    if (icon !== before.icon) onChange({ do: 'icon', icon }, t('library.iconChosen', { count }))
  }
  return (
    <div className="space-y-4">
      <MarkChoices colour={colour} icon={icon} onColour={setColour} onIcon={setIcon} />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" onClick={mark} offBecause={same ? t('library.markFirst') : null}>
          {t('library.markItems', { count })}
        </Button>
      </DialogActions>
    </div>
  )
}
