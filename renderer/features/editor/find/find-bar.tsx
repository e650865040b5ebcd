import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { wellClass } from '../../../ui/field'
import { count } from '../../../ui/format'
import { say } from '../../../ui/toast'
import { selectRange } from '../code/go-to'
import { useDocument, useDocumentStore } from '../store'
import { findMatches, type Match, mostMatches, replaceMatches } from './matches'

/** Find and replace over every message at once; Enter and Shift Enter walk, Esc closes. All at once is one step. */
export function FindBar({ onClose }: { onClose: () => void }) {
  const store = useDocumentStore()
  const document = useDocument((state) => state.document)
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [byWord, setByWord] = useState(false)
  const [at, setAt] = useState(0)
  const matches = useMemo(
    () => findMatches(document, { text, matchCase, byWord }),
    [document, text, matchCase, byWord],
  )
  const current = matches.length === 0 ? 0 : Math.min(at, matches.length - 1)
  const query = useRef<HTMLInputElement>(null)
  useEffect(() => query.current?.focus(), [])

  const show = (next: number) => {
    const found = matches[next]
    if (!found) return
    setAt(next)
    reveal(found)
  }
  const walk = (by: 1 | -1) => show((current + by + matches.length) % matches.length)
  const replaceOne = () => {
    const found = matches[current]
    if (!found) return
    edit(store, (now) => replaceMatches(now, [found], by))
    // What stands there now may hold the words itself: the next one is behind it.
    const later = findMatches(store.getState().document, { text, matchCase, byWord })
    const next = later.findIndex((each) => isBehind(each, found, by.length))
    setAt(next === -1 ? 0 : next)
    const shown = later[next === -1 ? 0 : next]
    if (shown) reveal(shown)
    else query.current?.focus()
  }
  const replaceAll = () => {
    if (matches.length === 0) return
    store.setState({ steppedAt: 0 })
    edit(store, (now) => replaceMatches(now, matches, by))
    say(t('editor.replacedAll', { count: matches.length }))
    // A button that goes off loses the focus, and Esc has to reach the bar.
    query.current?.focus()
  }
  const off = matches.length === 0 ? t('editor.foundNothing') : null
  const field = (value: string, label: string, onChange: (value: string) => void, onEnter: () => void) => ({
    value,
    'aria-label': label,
    placeholder: label,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      if (event.shiftKey) walk(-1)
      else onEnter()
    },
    className: `${wellClass()} h-7 max-w-56 min-w-28 flex-1 font-mono no-ligatures`,
  })
  return (
    <search
      aria-label={t('editor.findInAll')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-1.5 text-small"
    >
      <input
        ref={query}
        {...field(
          text,
          t('editor.findInAll'),
          (next) => {
            setText(next)
            setAt(0)
            const [first] = findMatches(document, { text: next, matchCase, byWord })
            if (first) reveal(first)
          },
          () => walk(1),
        )}
      />
      <span role="status" className="tabular min-w-16 text-ink-2">
        {text === ''
          ? ''
          : matches.length === 0
            ? t('editor.foundNothing')
            : t('editor.foundAt', { at: current + 1, all: allOf(matches.length) })}
      </span>
      <IconButton
        icon={ChevronUp}
        label={t('editor.previousMatch')}
        aria-disabled={off !== null}
        onClick={() => walk(-1)}
      />
      <IconButton
        icon={ChevronDown}
        label={t('editor.nextMatch')}
        aria-disabled={off !== null}
        onClick={() => walk(1)}
      />
      <Button small look="quiet" aria-pressed={matchCase} onClick={() => setMatchCase(!matchCase)}>
        {t('editor.matchCaseToggle')}
      </Button>
      <Button small look="quiet" aria-pressed={byWord} onClick={() => setByWord(!byWord)}>
        {t('editor.byWordToggle')}
      </Button>
      <input {...field(by, t('editor.replaceInAll'), setBy, replaceOne)} />
      <Button small onClick={replaceOne} offBecause={off}>
        {t('editor.replaceThis')}
      </Button>
      <Button small onClick={replaceAll} offBecause={off}>
        {t('editor.replaceEverywhere')}
      </Button>
      <span className="flex-1" />
      <IconButton icon={X} label={t('editor.closeFind')} onClick={onClose} />
    </search>
  )
}

const reveal = ({ index, from, to }: Match) => selectRange(index, from, to)

const allOf = (found: number): string => (found === mostMatches ? `${count(found)}+` : count(found))

const isBehind = (match: Match, { index, from }: Match, length: number): boolean =>
  match.index === index ? match.from >= from + length : (match.index ?? 0) > (index ?? 0)
