import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Point } from '../../../../core/workflow/edit/nodes'
import { Icon, type LucideIcon } from '../../../ui/icon'

export interface Choice {
  readonly id: string
  readonly name: string
  readonly icon: LucideIcon
  readonly family?: string
  /** At the right: where it would be joined. */
  readonly note?: string
}

interface ChoiceListProps {
  label: string
  words: string
  onWords: (words: string) => void
  choices: readonly Choice[]
  /** Said where there are none. */
  none: string
  /** In the window. */
  at: Point
  onChoose: (id: string) => void
  onClose: () => void
}

const width = 264
const height = 320

/** A list that is narrowed by typing: arrows walk, Enter takes, Esc leaves. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, words, onWords, choices, none, at, onChoose, onClose } = props
  const [inHand, setInHand] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const here = Math.min(inHand, choices.length - 1)
  useBack(box, onClose)
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setInHand((here + step + choices.length) % Math.max(choices.length, 1))
    else if (event.key === 'Enter' && choices[here]) onChoose(choices[here].id)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const left = Math.max(8, Math.min(at.x, window.innerWidth - width - 8))
  const top = Math.max(8, Math.min(at.y, window.innerHeight - height - 8))
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className="popover fixed z-[var(--z-popover)] flex max-h-80 w-66 flex-col"
      style={{ left, top }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it comes when it is asked for.
        autoFocus
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls="canvas-choices"
        aria-activedescendant={choices[here] ? `canvas-choice-${here}` : undefined}
        placeholder={label}
        value={words}
        onChange={(event) => {
          onWords(event.target.value)
          setInHand(0)
        }}
        onKeyDown={onKey}
        className="m-1 h-7 rounded-control bg-well px-2"
      />
      <div id="canvas-choices" role="listbox" aria-label={label} className="min-h-0 overflow-auto pb-1">
        {choices.map((choice, index) => (
          <div
            key={choice.id}
            id={`canvas-choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === here}
            data-family={choice.family}
            data-highlighted={index === here || undefined}
            ref={index === here ? (row) => row?.scrollIntoView({ block: 'nearest' }) : null}
            onPointerMove={() => setInHand(index)}
            onClick={() => onChoose(choice.id)}
            onKeyDown={onKey}
            className="menu-row"
          >
            <span className="flow-glyph">
              <Icon of={choice.icon} size={13} />
            </span>
            <span className="min-w-0 flex-1 truncate">{choice.name}</span>
            {choice.note && (
              <span translate="no" className="max-w-24 truncate font-mono text-caption text-ink-3">
                {choice.note}
              </span>
            )}
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className="px-3 pb-2 text-small text-ink-3">{none}</p>}
    </div>
  )
}

/** It goes when something else is pressed; the canvas then has the keys again. */
function useBack(box: React.RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const canvas = box.current?.closest<HTMLElement>('.flow')
    const press = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) close.current()
    }
    window.addEventListener('pointerdown', press, true)
    return () => {
      window.removeEventListener('pointerdown', press, true)
      canvas?.focus({ preventScroll: true })
    }
  }, [box])
}

/** Those that hold the words; what begins with them comes first. */
export function narrowed(choices: readonly Choice[], words: string): Choice[] {
  const low = words.trim().toLocaleLowerCase()
  const begins = ({ name }: Choice) => name.toLocaleLowerCase().startsWith(low)
  return choices
    .filter(({ name, note = '' }) => `${name} ${note}`.toLocaleLowerCase().includes(low))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)))
}
