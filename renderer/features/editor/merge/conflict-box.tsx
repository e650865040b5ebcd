import { Split } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { Conflict } from '../../../../core/merge/merge'
import type { Choice } from '../../../../core/merge/text'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { wellClass } from '../../../ui/field'
import { Icon } from '../../../ui/icon'
import { fieldName } from '../diff/words'

interface ConflictBoxProps {
  conflict: Conflict
  choice: Choice | undefined
  onChoose: (choice: Choice | null) => void
}

/** One conflict: both texts, and the ways out of it; 1, 2, 3 and Enter take them while the focus is inside. */
export function ConflictBox({ conflict, choice, onChoose }: ConflictBoxProps) {
  const { kind, path, mine, theirs, ways } = conflict
  const [writing, setWriting] = useState<string | null>(null)
  const taken = typeof choice === 'object' ? 'text' : choice
  const keys = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
    const way = (['mine', 'theirs', 'both'] as const)[Number(event.key) - 1]
    if (!way || !ways.includes(way)) return
    event.preventDefault()
    onChoose(way)
  }
  return (
    <fieldset
      aria-label={t('editor.conflictIn', { field: fieldName(path) })}
      onKeyDown={keys}
      className={`my-1 border-l-2 px-3 py-2 ${choice ? 'border-line-strong bg-panel' : 'border-[var(--d-conflict-line)] bg-[var(--d-conflict)]'}`}
    >
      <p className="mb-1.5 flex items-center gap-1.5 font-medium">
        <Icon of={Split} size={13} />
        {sentenceOf(kind)}{' '}
        {kind !== 'text' && (
          <span translate="no" className="text-ink-2">
            {fieldName(path)}
          </span>
        )}
      </p>
      <Side text={mine} look="border-mine-line bg-mine" off={taken === 'theirs' || taken === 'text'} />
      <Side text={theirs} look="border-theirs-line bg-theirs" off={taken === 'mine' || taken === 'text'} />
      {writing !== null && (
        <textarea
          translate="no"
          aria-label={t('editor.writeInstead')}
          rows={3}
          value={writing}
          onChange={(event) => {
            setWriting(event.target.value)
            onChoose({ text: event.target.value })
          }}
          className={`${wellClass()} my-1.5 block resize-y py-1 font-mono no-ligatures`}
        />
      )}
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        <Way way="mine" label={t('editor.takeMine')} keys="1" {...{ ways, taken, onChoose }} />
        <Way way="theirs" label={t('editor.takeTheirs')} keys="2" {...{ ways, taken, onChoose }} />
        <Way way="both" label={t('editor.takeBoth')} keys="3" {...{ ways, taken, onChoose }} />
        {ways.includes('text') && (
          <Button
            small
            look="quiet"
            aria-pressed={taken === 'text'}
            onClick={() => {
              const text = typeof mine === 'string' ? mine : ''
              setWriting(text)
              onChoose({ text })
            }}
          >
            {t('editor.writeInstead')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

interface WayProps {
  way: 'mine' | 'theirs' | 'both'
  label: string
  keys: string
  ways: Conflict['ways']
  taken: 'mine' | 'theirs' | 'both' | 'text' | undefined
  onChoose: (choice: Choice) => void
}

const Way = ({ way, label, keys, ways, taken, onChoose }: WayProps) =>
  ways.includes(way) ? (
    <Button small aria-pressed={taken === way} keys={keys} onClick={() => onChoose(way)}>
      {label}
    </Button>
  ) : null

function Side({ text, look, off }: { text: unknown; look: string; off: boolean }) {
  const shown =
    text === undefined
      ? t('editor.removedHere')
      : typeof text === 'string'
        ? text
        : JSON.stringify(text, null, 2)
  return (
    <pre
      translate="no"
      className={`my-1 max-h-60 overflow-auto border-l-2 px-2 py-0.5 font-mono text-[12.5px] leading-[22px] whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere] ${look} ${off ? 'text-ink-2 line-through' : ''}`}
    >
      {shown === '' ? t('editor.nothingHere') : shown}
    </pre>
  )
}

function sentenceOf(kind: Conflict['kind']): string {
  switch (kind) {
    case 'text':
      return t('editor.conflictText')
    case 'unreadable':
      return t('editor.conflictUnreadable')
    case 'removed':
      return t('editor.conflictRemoved')
    case 'order':
      return t('editor.conflictOrder')
    case 'value':
      return t('editor.conflictValue')
  }
}
