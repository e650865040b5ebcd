import { editsOf } from '../sequence/edits'
import { joinedEdits, linesOf, wordsOf } from '../sequence/tokens'

/** A run of words; `changed` ones are on this side only. */
export interface Run {
  readonly text: string
  readonly changed: boolean
}

/** One row of a side-by-side diff. Numbers count lines from 1; a side without a line is null. */
export interface LineRow {
  readonly kind: 'same' | 'added' | 'removed' | 'changed'
  readonly before: Side | null
  readonly after: Side | null
}

interface Side {
  readonly number: number
  readonly runs: readonly Run[]
}

/** Two texts line by line, and changed lines word by word. */
export function diffLines(before: string, after: string): LineRow[] {
  const old = linesOf(before)
  const rows: LineRow[] = []
  const numbers = { before: 0, after: 0 }
  const side = (which: 'before' | 'after', runs: readonly Run[]): Side => {
    numbers[which] += 1
    return { number: numbers[which], runs }
  }
  const same = (line: string) => {
    const runs = plain(line, false)
    rows.push({ kind: 'same', before: side('before', runs), after: side('after', runs) })
  }
  let at = 0
  for (const edit of editsOf(old, linesOf(after))) {
    for (const line of old.slice(at, edit.from)) same(line)
    const gone = old.slice(edit.from, edit.to)
    const paired = Math.min(gone.length, edit.inserted.length)
    for (let index = 0; index < paired; index += 1) {
      const [left, right] = diffWords(gone[index] ?? '', edit.inserted[index] ?? '')
      rows.push({ kind: 'changed', before: side('before', left), after: side('after', right) })
    }
    for (const line of gone.slice(paired)) {
      rows.push({ kind: 'removed', before: side('before', plain(line, true)), after: null })
    }
    for (const line of edit.inserted.slice(paired)) {
      rows.push({ kind: 'added', before: null, after: side('after', plain(line, true)) })
    }
    at = edit.to
  }
  for (const line of old.slice(at)) same(line)
  return rows
}

/** Both texts as runs; what differs is marked on its side. Line ends are left out. */
export function diffWords(before: string, after: string): [Run[], Run[]] {
  const [old, now] = [wordsOf(bare(before)), wordsOf(bare(after))]
  const left: Run[] = []
  const right: Run[] = []
  const add = (side: Run[], tokens: readonly string[], changed: boolean) => {
    if (tokens.length > 0) side.push({ text: tokens.join(''), changed })
  }
  let at = 0
  for (const edit of joinedEdits(old, editsOf(old, now))) {
    const kept = old.slice(at, edit.from)
    add(left, kept, false)
    add(right, kept, false)
    add(left, old.slice(edit.from, edit.to), true)
    add(right, edit.inserted, true)
    at = edit.to
  }
  add(left, old.slice(at), false)
  add(right, old.slice(at), false)
  return [left, right]
}

const bare = (line: string): string => line.replace(/\r?\n$/, '')

const plain = (line: string, changed: boolean): Run[] => {
  const text = bare(line)
  return text === '' ? [] : [{ text, changed }]
}

/** Words that came and went, as a history says it: "+14 −9 words". */
export function countWords(rows: readonly LineRow[]): { readonly added: number; readonly removed: number } {
  const words = (side: Side | null) =>
    (side?.runs ?? [])
      .filter((run) => run.changed)
      .reduce((sum, run) => sum + (run.text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0), 0)
  return {
    added: rows.reduce((sum, row) => sum + words(row.after), 0),
    removed: rows.reduce((sum, row) => sum + words(row.before), 0),
  }
}
