import { applyEdits, type Edit } from './edits'

/** Lines with their line ends, so that joining them gives the text again. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Words, runs of spaces and single signs; joining them gives the text again. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}_]+|\s+|./gsu) ?? []

const isWord = (token: string): boolean => /[\p{L}\p{N}_]/u.test(token)

/**
 * Edits between which no word stayed become one: a phrase that was rewritten is one edit, and does not hang together
 * by its spaces and commas.
 */
export function joinedEdits(before: readonly string[], edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = []
  for (const edit of edits) {
    const last = joined.at(-1)
    if (last && !before.slice(last.to, edit.from).some(isWord)) {
      const inserted = applyEdits(before, [last, edit], last.from, edit.to)
      joined[joined.length - 1] = { from: last.from, to: edit.to, inserted }
    } else joined.push(edit)
  }
  return joined
}
