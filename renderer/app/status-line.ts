import { create } from 'zustand'

/** What the open document says in the status bar: that it is saved, where the caret is, how long it is. */
interface StatusLine {
  line: { text: string; wrong: boolean; more: readonly string[] } | null
  show: (line: StatusLine['line']) => void
}

export const useStatusLine = create<StatusLine>((set) => ({ line: null, show: (line) => set({ line }) }))
