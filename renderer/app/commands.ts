import { useEffect, useRef } from 'react'
import { type Command, type CommandId, commands } from '../../core/commands'

const list: readonly Command[] = commands

export const keyOf = (id: CommandId): string | undefined => list.find((command) => command.id === id)?.key

/** What a command does right now; the screen mounted last answers first. */
const effects = new Map<CommandId, (() => void)[]>()

/** Gives a command its effect while the component is on screen; null where it cannot be done now. */
export function useCommand(id: CommandId, effect: (() => void) | null): void {
  const latest = useRef(effect)
  latest.current = effect
  const on = effect !== null
  useEffect(() => {
    if (!on) return
    const run = () => latest.current?.()
    effects.set(id, [...(effects.get(id) ?? []), run])
    return () => {
      effects.set(
        id,
        (effects.get(id) ?? []).filter((each) => each !== run),
      )
    }
  }, [id, on])
}

/** Does what the command means here. False where nothing on screen answers to it. */
function runCommand(id: CommandId): boolean {
  const effect = effects.get(id)?.at(-1)
  effect?.()
  return effect !== undefined
}

const mac = /Mac/.test(navigator.userAgent)

function pressed(event: KeyboardEvent): string {
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) && 'Mod',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    letterOf(event),
  ]
  return parts.filter(Boolean).join('+')
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

/** Keys without a modifier belong to what is focused there: a menu closes, a field keeps its letter. */
export function listenForKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // Esc backs out one level: what floats closes first.
    const inside = event.target instanceof Element && event.target.closest(floating)
    if (event.defaultPrevented || (inside && event.key === 'Escape')) return
    const key = pressed(event)
    const command = commands.find((each) => 'key' in each && each.key === key)
    if (command && runCommand(command.id)) event.preventDefault()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
