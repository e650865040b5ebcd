import { editsOf } from '../sequence/edits'
import { joinedEdits, linesOf, wordsOf } from '../sequence/tokens'
import { diff3, type Piece } from './diff3'

/** A stretch of merged text. `merged`: both sides changed the same lines, in different words. */
export type TextPiece =
  | { readonly kind: 'same'; readonly text: string }
  | {
      readonly kind: 'mine' | 'theirs' | 'both' | 'merged'
      readonly base: string
      readonly text: string
    }
  | { readonly kind: 'conflict'; readonly base: string; readonly mine: string; readonly theirs: string }

/** What is taken of a conflict; `text` is what somebody wrote instead. */
export type Choice = 'mine' | 'theirs' | 'both' | { readonly text: string }

/** Merges by lines, and where both sides changed the same lines, by the words in them. */
export function mergeText(base: string, mine: string, theirs: string): TextPiece[] {
  const lines = linesOf(base)
  const pieces = diff3(lines, editsOf(lines, linesOf(mine)), editsOf(lines, linesOf(theirs)))
  return pieces.map(textOf)
}

function textOf(piece: Piece): TextPiece {
  if (piece.kind === 'same') return { kind: 'same', text: piece.tokens.join('') }
  const base = piece.base.join('')
  if (piece.kind !== 'conflict') return { kind: piece.kind, base, text: piece.tokens.join('') }
  const [mine, theirs] = [piece.mine.join(''), piece.theirs.join('')]
  const merged = mergeWords(base, mine, theirs)
  return merged === null ? { kind: 'conflict', base, mine, theirs } : { kind: 'merged', base, text: merged }
}

/** Null where the words conflict: then the lines are shown whole, so that sentences stay readable. */
function mergeWords(base: string, mine: string, theirs: string): string | null {
  const words = wordsOf(base)
  const edits = (side: string) => joinedEdits(words, editsOf(words, wordsOf(side)))
  const pieces = diff3(words, edits(mine), edits(theirs))
  let text = ''
  for (const piece of pieces) {
    if (piece.kind === 'conflict') return null
    text += piece.tokens.join('')
  }
  return text
}

/** The text with each conflict settled by its choice, in order; one without a choice shows mine for now. */
export function settleText(pieces: readonly TextPiece[], choices: readonly (Choice | undefined)[]): string {
  let conflict = 0
  return pieces
    .map((piece) => (piece.kind === 'conflict' ? settled(piece, choices[conflict++]) : piece.text))
    .join('')
}

function settled({ mine, theirs }: Extract<TextPiece, { kind: 'conflict' }>, choice: Choice = 'mine') {
  if (choice === 'mine') return mine
  if (choice === 'theirs') return theirs
  if (choice !== 'both') return choice.text
  // Two last lines without a line end would run into each other.
  return mine === '' || theirs === '' || mine.endsWith('\n') ? mine + theirs : `${mine}\n${theirs}`
}
