import type { PlaceLine } from './place-lines'

export interface Step {
  readonly to?: string | undefined
  readonly fold?: boolean
}

type Walk = (lines: readonly PlaceLine[], at: number, line: PlaceLine) => Step | undefined

/** Where the arrows lead in a tree, as the ARIA pattern has it. */
export const walks: Readonly<Record<string, Walk>> = {
  ArrowDown: (lines, at) => ({ to: lines[at + 1]?.place.id }),
  ArrowUp: (lines, at) => ({ to: lines[at - 1]?.place.id }),
  Home: (lines) => ({ to: lines[0]?.place.id }),
  End: (lines) => ({ to: lines.at(-1)?.place.id }),
  ArrowRight: (lines, at, line) => {
    if (!line.folds) return undefined
    return line.open ? { to: lines[at + 1]?.place.id } : { fold: true }
  },
  ArrowLeft: (_, __, line) => {
    if (line.folds && line.open) return { fold: false }
    return { to: line.place.parentId ?? undefined }
  },
}

/** The first place whose name begins with the letter, behind the one in hand and round again. */
export function byLetter(lines: readonly PlaceLine[], at: number, letter: string): string | undefined {
  const round = [...lines.slice(at + 1), ...lines.slice(0, at + 1)]
  const low = letter.toLocaleLowerCase()
  return round.find(({ place }) => place.title.toLocaleLowerCase().startsWith(low))?.place.id
}
