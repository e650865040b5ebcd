import type { Choice, TextPiece } from './text'

/** Where the two sides disagree. */
export interface Conflict {
  /** Names it among the choices; stays the same while the three documents do. */
  readonly id: string
  /** The field, such as `messages[m1].text`. */
  readonly path: string
  /**
   * - text: both rewrote the same words; unreadable: the merged text can no longer be read as a template.
   * - value: both set another value; removed: one removed what the other changed; order: both moved the items.
   */
  readonly kind: 'text' | 'unreadable' | 'value' | 'removed' | 'order'
  /** undefined: not there. */
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  /** What can be taken; `text` is something written by hand. */
  readonly ways: readonly ('mine' | 'theirs' | 'both' | 'text')[]
}

/** A field that was merged without asking. */
export interface Settled {
  readonly path: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  readonly result: unknown
  readonly side: 'mine' | 'theirs' | 'both' | 'merged'
}

/** A text that both sides changed, piece by piece, for drawing it. */
export interface MergedText {
  readonly path: string
  readonly pieces: readonly TextPiece[]
}

export type Choices = Readonly<Record<string, Choice>>

/** Collects what is met on the way through three documents. */
export class Merging {
  readonly conflicts: Conflict[] = []
  readonly settled: Settled[] = []
  readonly texts: MergedText[] = []

  constructor(
    private readonly choices: Choices,
    readonly reads: (text: string) => boolean,
  ) {}

  /** The choice made for a conflict, which is booked by this. */
  ask(conflict: Conflict): Choice | undefined {
    this.conflicts.push(conflict)
    const choice = Object.hasOwn(this.choices, conflict.id) ? this.choices[conflict.id] : undefined
    const way = typeof choice === 'object' ? 'text' : choice
    return way && conflict.ways.includes(way) ? choice : undefined
  }

  /** How many of the conflicts nobody has settled yet. */
  get open(): number {
    return this.conflicts.filter(({ id, ways }) => {
      const choice = Object.hasOwn(this.choices, id) ? this.choices[id] : undefined
      return choice === undefined || !ways.includes(typeof choice === 'object' ? 'text' : choice)
    }).length
  }
}
