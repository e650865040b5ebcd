import { createLiquid } from './liquid'
import { type ParsedTemplate, parseTemplate } from './parse'
import { type Rendered, renderParsed } from './render'

/** Tags and filters that do no more work than their text is long. */
const tags = new Set(['if', 'elsif', 'else', 'endif', 'unless', 'endunless'])
const filters = new Set([
  'capitalize',
  'default',
  'downcase',
  'lstrip',
  'rstrip',
  'size',
  'slice',
  'strip',
  'upcase',
])

/** What a text may become, in characters. */
const mostText = 1_000_000

/** Texts whose reading is remembered. */
const mostKept = 2_000
const kept = new Map<string, ParsedTemplate | null>()
const liquid = createLiquid()

/**
 * Renders a text that only fills in names and asks whether they are there, as `renderDocument` would: no loop, nothing
 * that multiplies, so that it needs no thread of its own. Null for any other text, and for values that are not plain.
 */
export function renderQuick(text: string, values: Readonly<Record<string, unknown>>): Rendered | null {
  let longest = 0
  for (const value of Object.values(values)) {
    if (typeof value === 'object' && value !== null) return null
    longest = Math.max(longest, String(value).length)
  }
  if (text.length + text.split('{{').length * longest > mostText) return null
  const parsed = read(text)
  return parsed && renderParsed({ messages: [{ ...message, text }] }, values, { liquid, parsed })
}

const message = { id: 'text', role: 'user' as const }

function read(text: string): ParsedTemplate | null {
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size >= mostKept) kept.clear()
  const parsed = isQuick(text) ? parseTemplate({ messages: [{ ...message, text }] }, liquid) : null
  kept.set(text, parsed)
  return parsed
}

/** Every word that could be a tag or a filter counts, wherever it stands: it finds too much, never too little. */
function isQuick(text: string): boolean {
  for (const [, tag = ''] of text.matchAll(/\{%-?\s*(\S*)/g)) if (!tags.has(tag)) return false
  for (const [, filter = ''] of text.matchAll(/\|\s*(\w*)/g)) if (!filters.has(filter)) return false
  return true
}
