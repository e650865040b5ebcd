import type { TextKey } from '../../../i18n'
import type { LucideIcon } from '../../../ui/icon'

/** Kinds that belong together share a colour; `canvas.css` says which. */
type Family = 'ends' | 'prompt' | 'flow' | 'text' | 'quality' | 'tools' | 'loops' | 'data' | 'people'

type Settings = Readonly<Record<string, unknown>>

/** How one kind of node looks; `forms.ts` has how it is filled in. */
export interface Face {
  readonly icon: LucideIcon
  readonly family: Family
  readonly name: TextKey
  /** What stands in the node: a few words of what was written or chosen. */
  readonly summary: (settings: Settings) => string
}
