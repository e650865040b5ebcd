import { RotateCcw, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { type CommandId, commands, keyOfCommand, whyNotBound } from '../../core/commands'
import { t } from '../i18n'
import { IconButton } from '../ui/button'
import { KeyCap } from '../ui/key-cap'
import { pressed } from './commands'
import { prefer, usePreferences } from './preferences'

/** Every command of the page with its key: press the key to give it another one. */
export function Shortcuts() {
  return (
    <section aria-labelledby="keys-of-commands">
      <h2 id="keys-of-commands" className="border-b border-line-strong pb-1.5 text-title font-strong">
        {t('keys.title')}
      </h2>
      <ul>
        {commands
          .filter(({ by }) => by === 'page')
          .map(({ id }) => (
            <Shortcut key={id} id={id} />
          ))}
      </ul>
    </section>
  )
}

const modifiers = ['Control', 'Shift', 'Alt', 'Meta', 'Tab']

function Shortcut({ id }: { id: CommandId }) {
  const shortcuts = usePreferences((chosen) => chosen.shortcuts)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const key = keyOfCommand(id, shortcuts)
  const name = t(`command.${id}`)
  const bind = (next: string | null) => prefer({ shortcuts: { ...shortcuts, [id]: next } })
  const reset = () => {
    const { [id]: _own, ...rest } = shortcuts
    prefer({ shortcuts: rest })
  }
  const stop = () => {
    setAsking(false)
    setProblem(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!asking || modifiers.includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return stop()
    const next = pressed(event.nativeEvent)
    const why = whyNotBound(id, next, shortcuts)
    if (why) return setProblem(sentenceOf(why))
    bind(next)
    stop()
  }
  return (
    <li className="flex min-h-9 items-center gap-2 border-b border-line py-1">
      <span className="min-w-0 flex-1">
        {name}
        {problem && (
          <span role="alert" className="block text-small text-failed">
            {problem}
          </span>
        )}
      </span>
      <button
        type="button"
        aria-label={t('keys.change', { command: name })}
        onClick={() => setAsking(true)}
        onBlur={stop}
        onKeyDown={onKeyDown}
        className="flex h-6 items-center rounded-control px-1.5 text-small text-ink-2 hover:bg-hover"
      >
        {asking ? t('keys.press') : key ? <KeyCap of={key} /> : t('keys.none')}
      </button>
      <IconButton icon={X} label={t('keys.remove')} disabled={!key} onClick={() => bind(null)} />
      <IconButton icon={RotateCcw} label={t('keys.reset')} disabled={!(id in shortcuts)} onClick={reset} />
    </li>
  )
}

function sentenceOf(why: NonNullable<ReturnType<typeof whyNotBound>>): string {
  return why.reason === 'taken'
    ? t('keys.taken', { command: t(`command.${why.by}`) })
    : t(`keys.${why.reason}`)
}
