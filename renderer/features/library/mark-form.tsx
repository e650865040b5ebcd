import { useState } from 'react'
import type { ItemChange } from '../../../contract/entity'
import { itemColours, itemIcons } from '../../../contract/vocabulary'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { DialogActions } from '../../ui/dialog'
import { Icon } from '../../ui/icon'
import { iconShapes } from '../../ui/item-icons'
import { colourStyle } from '../../ui/tile'

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
  const tint = colour ? { color: `var(--${colour})` } : undefined
  return (
    <div className="space-y-4">
      <Choices legend={t('workspace.colour')}>
        <Choice
          name="colour"
          label={t('library.noColour')}
          checked={!colour}
          onChoose={() => setColour(null)}
        >
          <span className="size-full rounded-control border border-dashed border-rule" />
        </Choice>
        {itemColours.map((each) => (
          <Choice
            key={each}
            name="colour"
            label={t(`ui.colour.${each}`)}
            checked={colour === each}
            onChoose={() => setColour(each)}
          >
            <span className="size-full rounded-control" style={colourStyle(each)} />
          </Choice>
        ))}
      </Choices>
      <Choices legend={t('library.icon')}>
        <Choice name="icon" label={t('library.usualIcon')} checked={!icon} onChoose={() => setIcon(null)}>
          <span className="size-full rounded-control border border-dashed border-rule" />
        </Choice>
        {itemIcons.map((each) => (
          <Choice
            key={each}
            name="icon"
            label={t(`library.icons.${each}`)}
            checked={icon === each}
            onChoose={() => setIcon(each)}
          >
            <span style={tint}>
              <Icon of={iconShapes[each]} />
            </span>
          </Choice>
        ))}
      </Choices>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" onClick={mark} offBecause={same ? t('library.markFirst') : null}>
          {t('library.markItems', { count })}
        </Button>
      </DialogActions>
    </div>
  )
}

const Choices = ({ legend, children }: { legend: string; children: React.ReactNode }) => (
  <fieldset>
    <legend className="mb-1 font-medium">{legend}</legend>
    <div className="flex flex-wrap gap-2">{children}</div>
  </fieldset>
)

interface ChoiceProps {
  name: string
  label: string
  checked: boolean
  onChoose: () => void
  children: React.ReactNode
}

/** One radio button drawn as what it stands for. */
const Choice = ({ name, label, checked, onChoose, children }: ChoiceProps) => (
  <label className="relative" title={label}>
    <input
      type="radio"
      name={name}
      className="peer sr-only"
      checked={checked}
      onChange={onChoose}
      aria-label={label}
    />
    <span
      aria-hidden
      className="grid size-7 place-items-center rounded-control text-ink-2 outline-offset-2 peer-checked:outline-2 peer-checked:outline-ink peer-focus-visible:outline-2 peer-focus-visible:outline-focus hover:bg-hover"
    >
      {children}
    </span>
  </label>
)
