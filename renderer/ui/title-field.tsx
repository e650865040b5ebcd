import { useState } from 'react'
import { t } from '../i18n'

/** The title is renamed where it stands: Enter keeps it, Esc puts the old one back. */
export function TitleField({ title, onRename }: { title: string; onRename: (title: string) => void }) {
  const [text, setText] = useState(title)
  const settle = () => {
    const next = text.trim()
    if (!next) setText(title)
    else if (next !== title) onRename(next)
  }
  return (
    <h1 className="-mx-1.5 inline-grid min-w-20 text-title font-strong">
      {/* The same words underneath give the field its width. */}
      <span aria-hidden className="invisible col-start-1 row-start-1 truncate px-1.5 whitespace-pre">
        {text || ' '}
      </span>
      <input
        aria-label={t('editor.title')}
        size={1}
        title={text}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') {
            event.stopPropagation()
            setText(title)
          }
        }}
        className="col-start-1 row-start-1 h-7 w-full min-w-0 self-center truncate rounded-control bg-transparent px-1.5 hover:bg-hover focus:bg-well"
      />
    </h1>
  )
}
