import { applyEdits, type Edit } from '../sequence/edits'

type Tokens = readonly string[]

/** A stretch of a merge: what nobody touched, what one side or both alike changed, or where the two disagree. */
export type Piece =
  | { readonly kind: 'same'; readonly tokens: Tokens }
  | { readonly kind: 'mine' | 'theirs' | 'both'; readonly base: Tokens; readonly tokens: Tokens }
  | { readonly kind: 'conflict'; readonly base: Tokens; readonly mine: Tokens; readonly theirs: Tokens }

/**
 * Three-way merge on the true base (Khanna, Kunal, Pierce 2007). Edits conflict where they share an item of the base
 * or insert at one point, and differ; edits that only touch stand in the order of the base. No token of either side
 * is left out.
 * @param mine, theirs edits of `base`, as `editsOf` gives them.
 */
export function diff3(base: Tokens, mine: readonly Edit[], theirs: readonly Edit[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const group of groups(mine, theirs)) {
    if (group.from > at) pieces.push({ kind: 'same', tokens: base.slice(at, group.from) })
    pieces.push(pieceOf(base, group))
    at = group.to
  }
  if (at < base.length) pieces.push({ kind: 'same', tokens: base.slice(at) })
  return pieces
}

interface Group {
  readonly from: number
  to: number
  readonly mine: Edit[]
  readonly theirs: Edit[]
}

/** Edits that overlap, each with the next, in order of the base. */
function groups(mine: readonly Edit[], theirs: readonly Edit[]): Group[] {
  const all = [
    ...mine.map((edit) => ({ side: 'mine' as const, edit })),
    ...theirs.map((edit) => ({ side: 'theirs' as const, edit })),
  ].sort((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to)
  const found: Group[] = []
  for (const { side, edit } of all) {
    const last = found.at(-1)
    if (last && overlaps(last, edit)) {
      last[side].push(edit)
      last.to = Math.max(last.to, edit.to)
    } else {
      const group: Group = { from: edit.from, to: edit.to, mine: [], theirs: [] }
      group[side].push(edit)
      found.push(group)
    }
  }
  return found
}

const overlaps = (group: Group, edit: Edit): boolean =>
  edit.from < group.to || (group.from === group.to && edit.from === edit.to && edit.from === group.from)

function pieceOf(base: Tokens, { from, to, mine, theirs }: Group): Piece {
  const old = base.slice(from, to)
  const left = applyEdits(base, mine, from, to)
  const right = applyEdits(base, theirs, from, to)
  if (theirs.length === 0) return { kind: 'mine', base: old, tokens: left }
  if (mine.length === 0) return { kind: 'theirs', base: old, tokens: right }
  const equal = left.length === right.length && left.every((token, index) => token === right[index])
  return equal
    ? { kind: 'both', base: old, tokens: left }
    : { kind: 'conflict', base: old, mine: left, theirs: right }
}
