import { useCallback } from 'react'
import { create } from 'zustand'
import { type Side, useFocusedSide, useSide } from './side'

/** What the open document says in the status bar: that it is saved, where the caret is, how long it is. */
interface StatusLine {
  readonly text: string
  readonly wrong: boolean
  readonly more: readonly string[]
}

const useLines = create<Readonly<Record<Side, StatusLine | null>>>(() => ({ main: null, beside: null }))

/** Puts the line of the document on this side; null takes it away. */
export function useShowStatusLine(): (line: StatusLine | null) => void {
  const side = useSide() ?? 'main'
  return useCallback((line) => useLines.setState({ [side]: line }), [side])
}

/** The line of the side that was worked in last; of the other one where that has none. */
export function useStatusLine(): StatusLine | null {
  const side = useFocusedSide((focused) => focused.side)
  return useLines((lines) => lines[side] ?? lines.main ?? lines.beside)
}
