import { useEffect, useRef } from 'react'
import {
  type CanvasCommandId,
  type CommandId,
  commands,
  keyOfCommand,
  type RowCommandId,
} from '../../core/commands'
import { usePreferences } from './preferences'
import { type Side, useFocusedSide, useSide } from './side'

export const keyOf = (id: CommandId): string | undefined =>
  keyOfCommand(id, usePreferences.getState().shortcuts)

interface Effect {
  readonly side: Side | null
  readonly run: () => void
}

/** What a command does right now; the screen mounted last answers first. */
const effects = new Map<CommandId, Effect[]>()

/** Gives commands their effects while the component is on screen; null where one cannot be done now. */
export function useCommands(given: Readonly<Partial<Record<CommandId, (() => void) | null>>>): void {
  const latest = useRef(given)
  latest.current = given
  const side = useSide()
  const on = commands.flatMap(({ id }) => (given[id] ? [id] : [])).join(' ')
  useEffect(() => {
    const mine = commands
      .filter(({ id }) => on.split(' ').includes(id))
      .map(({ id }): readonly [CommandId, Effect] => [id, { side, run: () => latest.current[id]?.() }])
    for (const [id, effect] of mine) effects.set(id, [...(effects.get(id) ?? []), effect])
    return () => {
      for (const [id, effect] of mine) {
        effects.set(
          id,
          (effects.get(id) ?? []).filter((each) => each !== effect),
        )
      }
    }
  }, [on, side])
}

/** The same for one command. */
export const useCommand = (id: CommandId, effect: (() => void) | null): void => useCommands({ [id]: effect })

/** Whether something on screen answers to the command now. */
export const canRun = (id: CommandId): boolean => (effects.get(id)?.length ?? 0) > 0

/**
 * Does what the command means here: of two columns the one that was worked in last answers first. False where nothing
 * on screen answers to it.
 */
export function runCommand(id: CommandId): boolean {
  const { side } = useFocusedSide.getState()
  const answering = effects.get(id) ?? []
  const effect = answering.findLast((each) => each.side === null || each.side === side) ?? answering.at(-1)
  effect?.run()
  return effect !== undefined
}

const mac = /Mac/.test(navigator.userAgent)

/** A key press as the command table writes it: `Mod+Alt+N`, `F2`, `?`. */
export function pressed(event: KeyboardEvent): string {
  const sign = letterOf(event)
  // What Shift makes of a key is its sign: `?`, not Shift and `/`.
  const isSign = sign.length === 1 && !/[A-Z0-9]/.test(sign)
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) && 'Mod',
    event.altKey && 'Alt',
    event.shiftKey && !isSign && 'Shift',
    sign,
  ]
  return parts.filter(Boolean).join('+')
}

/** What a key means to the row that has the focus. */
export function rowCommandOf(event: KeyboardEvent): RowCommandId | undefined {
  // The key that is made for it, where a keyboard has it.
  if (event.key === 'ContextMenu') return 'row.menu'
  const key = pressed(event)
  for (const { id, by } of commands) if (by === 'row' && keyOf(id) === key) return id
  return undefined
}

/** What a key means to the canvas that has the focus. */
export function canvasCommandOf(event: KeyboardEvent): CanvasCommandId | undefined {
  const key = event.key === 'Backspace' ? 'Delete' : pressed(event)
  for (const { id, by } of commands) if (by === 'canvas' && keyOf(id) === key) return id
  return undefined
}

/** The same for a command named by the desktop window's menu; one that the page does not know is not for it. */
export function runCommandNamed(name: string): void {
  if (isKnown(name)) runCommand(name)
}

const isKnown = (id: string): id is CommandId => commands.some((command) => command.id === id)

/** With Alt a letter may become another sign; its place on the keyboard then says which one was meant. */
function letterOf({ altKey, code, key }: KeyboardEvent): string {
  if (altKey && code.startsWith('Key')) return code.slice(3)
  return key.length === 1 ? key.toUpperCase() : key
}

const floating = '[role="dialog"], [role="menu"], [role="listbox"]'

const writes = 'input, textarea, select, [contenteditable="true"]'

/** Esc backs out one level, so what floats closes first; a field keeps its letters. */
function belongsToFocus(event: KeyboardEvent, key: string): boolean {
  const { target } = event
  if (!(target instanceof Element)) return false
  if (key === 'Escape') return target.closest(floating) !== null
  // A field that is being written in has an undo of its own.
  if (key === 'Mod+Z' || key === 'Mod+Shift+Z') return target.closest(writes) !== null
  return key.length === 1 && target.closest(`${writes}, ${floating}`) !== null
}

export function listenForKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const key = pressed(event)
    if (event.defaultPrevented || belongsToFocus(event, key)) return
    const { shortcuts } = usePreferences.getState()
    const command = commands.find(({ id, by }) => by === 'page' && keyOfCommand(id, shortcuts) === key)
    if (command && runCommand(command.id)) event.preventDefault()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
