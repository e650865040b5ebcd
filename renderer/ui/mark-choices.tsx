import { itemColours, itemIcons } from '../../contract/vocabulary'
import { t } from '../i18n'
import { Icon } from './icon'
import { iconShapes } from './item-icons'
import { colourStyle } from './tile'

type Colour = (typeof itemColours)[number]
type IconName = (typeof itemIcons)[number]

interface MarkChoicesProps {
  colour: string | null
  icon: string | null
  onColour: (colour: Colour | null) => void
  onIcon: (icon: IconName | null) => void
}

/** The colours and icons that mark an item or a node; the first of each takes the mark away. */
export function MarkChoices({ colour, icon, onColour, onIcon }: MarkChoicesProps) {
  const tint = colour ? { color: `var(--${colour})` } : undefined
  return (
    <>
      <Choices legend={t('workspace.colour')}>
        <Choice name="colour" label={t('library.noColour')} checked={!colour} onChoose={() => onColour(null)}>
          <span className="size-full rounded-control border border-dashed border-rule" />
        </Choice>
        {itemColours.map((each) => (
          <Choice
            key={each}
            name="colour"
            label={t(`ui.colour.${each}`)}
            checked={colour === each}
            onChoose={() => onColour(each)}
          >
            <span className="size-full rounded-control" style={colourStyle(each)} />
          </Choice>
        ))}
      </Choices>
      <Choices legend={t('library.icon')}>
        <Choice name="icon" label={t('library.usualIcon')} checked={!icon} onChoose={() => onIcon(null)}>
          <span className="size-full rounded-control border border-dashed border-rule" />
        </Choice>
        {itemIcons.map((each) => (
          <Choice
            key={each}
            name="icon"
            label={t(`library.icons.${each}`)}
            checked={icon === each}
            onChoose={() => onIcon(each)}
          >
            <span style={tint}>
              <Icon of={iconShapes[each]} />
            </span>
          </Choice>
        ))}
      </Choices>
    </>
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
