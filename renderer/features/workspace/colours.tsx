import { t } from '../../i18n'
import { colourStyle, colours } from '../../ui/tile'

/** The eight colours of which a workspace bears one. */
export function Colours({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t('workspace.colour')}</legend>
      <div className="flex gap-2">
        {colours.map((each) => (
          <label key={each} className="relative">
            <input
              type="radio"
              name="colour"
              className="peer sr-only"
              checked={value === each}
              onChange={() => onChange(each)}
              aria-label={t(`ui.colour.${each}`)}
            />
            <span
              aria-hidden
              className="grid size-7 place-items-center rounded-control outline-offset-2 peer-checked:outline-2 peer-checked:outline-ink peer-focus-visible:outline-2 peer-focus-visible:outline-focus"
              style={colourStyle(each)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
