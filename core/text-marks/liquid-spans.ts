/**
 * Where Liquid stands in a text, for marking it while it is being written. Unlike a parser it never fails: what is
 * half typed is simply not a span yet. Offsets count UTF-16 units.
 */
export type LiquidSpan =
  | {
      readonly kind: 'output'
      readonly from: number
      readonly to: number
      /** The variable's root, such as `customer` in `{{ customer.name | upcase }}`; null for a literal. */
      readonly root: string | null
      /** The path without braces and filters. */
      readonly nameFrom: number
      readonly nameTo: number
    }
  | {
      readonly kind: 'tag'
      readonly from: number
      readonly to: number
      readonly wordFrom: number
      readonly wordTo: number
      /** The slug of the context in `{% render "slug" %}`, with its quotes. */
      readonly context: { readonly from: number; readonly to: number; readonly slug: string } | null
    }
  | { readonly kind: 'comment'; readonly from: number; readonly to: number }

const comment = /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/y
const raw = /(\{%-?\s*raw\s*-?%\})[\s\S]*?(\{%-?\s*endraw\s*-?%\})/y
const output = /\{\{-?(?:"[^"]*"|'[^']*'|(?!\}\}|\{\{|\{%)[\s\S])*?-?\}\}/y
const tag = /\{%-?(?:"[^"]*"|'[^']*'|(?!%\}|\{\{|\{%)[\s\S])*?-?%\}/y
const path = /[A-Za-z_][\w-]*(?:\.\w+|\[[^\]]*\])*/

export function liquidSpans(text: string): LiquidSpan[] {
  const spans: LiquidSpan[] = []
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at)) {
    const end = take(text, at, spans)
    at = end ?? at + 1
  }
  return spans
}

function take(text: string, at: number, spans: LiquidSpan[]): number | null {
  const next = text[at + 1]
  if (next === '{') {
    const found = match(output, text, at)
    if (found) spans.push(outputSpan(found, at))
    return found ? at + found.length : null
  }
  if (next !== '%') return null
  const silent = match(comment, text, at)
  if (silent) {
    spans.push({ kind: 'comment', from: at, to: at + silent.length })
    return at + silent.length
  }
  // Between raw and endraw nothing is Liquid: only the two tags are.
  const kept = match(raw, text, at)
  const found = match(tag, text, at)
  if (!found) return null
  spans.push(tagSpan(found, at))
  if (!kept) return at + found.length
  const close = kept.lastIndexOf('{%')
  spans.push(tagSpan(kept.slice(close), at + close))
  return at + kept.length
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function outputSpan(found: string, at: number): LiquidSpan {
  const open = found.startsWith('{{-') ? 3 : 2
  const inside = found.slice(open, found.length - (found.endsWith('-}}') ? 3 : 2))
  const trimmed = inside.trimStart()
  const start = at + open + (inside.length - trimmed.length)
  const name = path.exec(trimmed)
  const written = name?.index === 0 ? name[0] : null
  const root = written && !literals.has(written) ? (/^[\w-]+/.exec(written)?.[0] ?? null) : null
  const nameTo = start + (written?.length ?? (trimmed.split('|')[0] ?? '').trimEnd().length)
  return { kind: 'output', from: at, to: at + found.length, root, nameFrom: start, nameTo }
}

const literals = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank'])

function tagSpan(found: string, at: number): LiquidSpan {
  const word = /^\{%-?\s*(#|\w*)/.exec(found)
  const name = word?.[1] ?? ''
  const wordTo = at + (word?.[0].length ?? 2)
  const quoted = name === 'render' ? /(["'])(.*?)\1/.exec(found) : null
  const context = quoted
    ? { from: at + quoted.index, to: at + quoted.index + quoted[0].length, slug: quoted[2] ?? '' }
    : null
  return { kind: 'tag', from: at, to: at + found.length, wordFrom: wordTo - name.length, wordTo, context }
}
