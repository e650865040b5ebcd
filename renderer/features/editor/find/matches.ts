import type { Writing } from '../document'

export interface Wanted {
  readonly text: string
  readonly matchCase: boolean
  readonly byWord: boolean
}

/** One place in one message; offsets are UTF-16 units of its text. */
export interface Match {
  readonly message: string
  /** Among the document's messages; null in a context. */
  readonly index: number | null
  readonly from: number
  readonly to: number
}

/** More than these nobody walks through. */
export const mostMatches = 10_000

/** Every place where the wanted words stand, in the order of the messages. */
export function findMatches(document: Writing, wanted: Wanted): Match[] {
  const pattern = patternOf(wanted)
  if (!pattern) return []
  const matches: Match[] = []
  for (const { id, index, text } of textsOf(document)) {
    for (const { index: from, 0: found } of text.matchAll(pattern)) {
      if (matches.length === mostMatches) return matches
      matches.push({ message: id, index, from, to: from + found.length })
    }
  }
  return matches
}

/** The document with these places, which are in order and of this document, written anew. */
export function replaceMatches(document: Writing, matches: readonly Match[], by: string): Writing {
  const replaced = (id: string, text: string): string => {
    let result = ''
    let at = 0
    for (const { message, from, to } of matches) {
      if (message !== id) continue
      result += text.slice(at, from) + by
      at = to
    }
    return result + text.slice(at)
  }
  if (document.kind === 'context') return { ...document, text: replaced(contextId, document.text) }
  const touched = new Set(matches.map(({ message }) => message))
  const messages = document.messages.map((each) =>
    touched.has(each.id) ? { ...each, text: replaced(each.id, each.text) } : each,
  )
  return { ...document, messages }
}

const contextId = 'text'

function textsOf(document: Writing): { id: string; index: number | null; text: string }[] {
  if (document.kind === 'context') return [{ id: contextId, index: null, text: document.text }]
  return document.messages.map(({ id, text }, index) => ({ id, index, text }))
}

function patternOf({ text, matchCase, byWord }: Wanted): RegExp | null {
  if (text === '') return null
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const [before, after] = byWord ? ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'] : ['', '']
  return new RegExp(`${before}${escaped}${after}`, matchCase ? 'gu' : 'giu')
}
