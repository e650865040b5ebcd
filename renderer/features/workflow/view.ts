import { create } from 'zustand'
import type { Tool } from './canvas/tool'

/** How every canvas of this window is looked at. */
interface View {
  readonly tool: Tool
  readonly snap: boolean
  readonly minimap: boolean
  readonly outline: boolean
}

export const useView = create<View>(() => ({ tool: 'pointer', snap: true, minimap: true, outline: false }))

export const toggleView = (what: 'snap' | 'minimap' | 'outline'): void =>
  useView.setState((view) => ({ [what]: !view[what] }))
