import { createLiquid } from './liquid'
import { type ParsedTemplate, parseTemplate } from './parse'
import { type RenderableDocument, type Rendered, renderParsed } from './render'

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

/** More than this is read in a thread of its own; characters. */
const mostRead = 50_000

/** What the texts may become, in characters. */
const mostText = 1_000_000

/** Documents whose reading is remembered. */
const mostKept = 2_000
const kept = new Map<string, ParsedTemplate | null>()
const liquid = createLiquid()

/**
 * Renders messages that only fill in names and ask whether they are there, as `renderDocument` would: no loop, nothing
 * that multiplies, so that they need no thread of their own. Null for any others, and for values that are not plain.
 */
export function renderQuick(
  document: RenderableDocument,
  values: Readonly<Record<string, unknown>>,
): Rendered | null {
  const texts = document.messages.map(({ text }) => text).join('\0')
  if (texts.length > mostRead) return null
  let longest = 0
  for (const value of [
    ...Object.values(values),
    ...(document.variables ?? []).map((variable) => variable.default),
  ]) {
    if (typeof value === 'object' && value !== null) return null
    longest = Math.max(longest, String(value).length)
  }
  if (texts.length + texts.split('{{').length * longest > mostText) return null
  const parsed = read(document, texts)
  return parsed && renderParsed(document, values, { liquid, parsed })
}

function read(document: RenderableDocument, texts: string): ParsedTemplate | null {
  const known = kept.get(texts)
  if (known !== undefined) return known
  if (kept.size >= mostKept) kept.clear()
  const parsed = isQuick(texts) ? parseTemplate(document, liquid) : null
  kept.set(texts, parsed)
  return parsed
}

/** Every word that could be a tag or a filter counts, wherever it stands: it finds too much, never too little. */
function isQuick(text: string): boolean {
  for (const [, tag = ''] of text.matchAll(/\{%-?\s*(\S*)/g)) if (!tags.has(tag)) return false
  for (const [, filter = ''] of text.matchAll(/\|\s*(\w*)/g)) if (!filters.has(filter)) return false
  return true
}
