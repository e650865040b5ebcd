import { useState } from 'react'
import type { PlaceLine } from './place-lines'

export interface TreeChoice {
  readonly ids: ReadonlySet<string>
  readonly clear: () => void
  /** What a command on this place is for: all that is chosen where it is one of them. */
  readonly with: (id: string) => readonly string[]
  /** A click: with Control it goes in or out, with Shift all between. True where it was for the choice. */
  readonly onClick: (id: string, event: React.MouseEvent) => boolean
  /** Shift with an arrow; an arrow alone lets the next range begin there. */
  readonly walkedTo: (from: string, to: string, extend: boolean) => void
  readonly toggle: (id: string) => void
  readonly all: () => void
}

const nothing: ReadonlySet<string> = new Set()

/** Several places at once, by mouse and keyboard as in a list. */
export function useTreeChoice(lines: readonly PlaceLine[], selected: string | null): TreeChoice {
  const [ids, setIds] = useState(nothing)
  const [anchor, setAnchor] = useState<string | null>(null)
  const order = lines.map(({ place }) => place.id)
  const known = new Set(order.filter((id) => ids.has(id)))
  const range = (from: string, to: string) => {
    const [a = 0, b = 0] = [order.indexOf(from), order.indexOf(to)].sort((x, y) => x - y)
    setIds(new Set(order.slice(Math.max(a, 0), b + 1)))
  }
  const toggle = (id: string) => {
    const first = known.size === 0 && selected && order.includes(selected) ? [selected] : known
    const next = new Set(first)
    if (!next.delete(id)) next.add(id)
    setAnchor(id)
    setIds(next)
  }
  return {
    ids: known,
    clear: () => setIds(nothing),
    with: (id) => (known.has(id) ? [...known] : [id]),
    onClick(id, event) {
      if (event.shiftKey) range(anchor ?? selected ?? id, id)
      else if (event.ctrlKey || event.metaKey) toggle(id)
      else {
        setAnchor(id)
        setIds(nothing)
        return false
      }
      return true
    },
    walkedTo(from, to, extend) {
      if (!extend) return setAnchor(to)
      const begin = known.size > 0 && anchor ? anchor : from
      setAnchor(begin)
      range(begin, to)
    },
    toggle,
    all: () => setIds(new Set(order)),
  }
}
