import { useState } from 'react'
import { t } from '../../i18n'

/** Rename in place: Enter takes the new name, Escape or an empty one keeps the old. */
export function RenameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const [typed, setTyped] = useState(title)
  const done = () => onDone(typed.trim() && typed.trim() !== title ? typed.trim() : null)
  return (
    <input
      aria-label={t('library.newName')}
      // biome-ignore lint/a11y/noAutofocus: the field stands where the focus was
      autoFocus
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={done}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') done()
        else if (event.key === 'Escape') onDone(null)
      }}
      className="h-[22px] min-w-0 flex-1 rounded-t-control border-b border-rule bg-well px-1"
    />
  )
}
