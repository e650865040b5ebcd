import type { TemplateIssue } from './issues'
import type { ContextTexts } from './liquid'
import { createLiquid } from './liquid'
import { type ContextUse, type ParsedText, parseText } from './parse'

export interface ResolvedContexts {
  /** Contexts that are reached, parsed, by slug. */
  readonly parsed: ReadonlyMap<string, ParsedText>
  readonly issues: readonly TemplateIssue[]
}

/**
 * Follows every `{% render %}` through any depth: unknown slugs, circles and syntax errors in contexts are issues.
 * `uses` are those of the document's messages, one list a message.
 */
export function resolveContexts(
  uses: readonly (readonly ContextUse[])[],
  texts: ContextTexts,
): ResolvedContexts {
  const liquid = createLiquid()
  const parsed = new Map<string, ParsedText>()
  const issues: TemplateIssue[] = []
  const circles = new Set<string>()

  const visit = (use: ContextUse, path: readonly string[], messageIndex: number | null): void => {
    const inside = path.at(-1)
    const where = { messageIndex, line: use.line, column: use.column, ...(inside ? { context: inside } : {}) }
    if (path.includes(use.slug)) {
      const circle = [...path.slice(path.indexOf(use.slug)), use.slug]
      const key = [...new Set(circle)].sort().join(' ')
      if (circles.has(key)) return
      circles.add(key)
      const message = `Contexts include each other in a circle: ${circle.join(' → ')}. Remove one of these renders.`
      issues.push({ code: 'circular_context', message, ...where })
      return
    }
    if (!Object.hasOwn(texts, use.slug)) {
      const message = `There is no context "${use.slug}" here. Check its name, or create it.`
      issues.push({ code: 'unknown_context', message, ...where })
      return
    }
    if (parsed.has(use.slug) && !reaches(parsed, use.slug, path)) return
    const known = parsed.get(use.slug)
    const text = known ?? parseText(liquid, texts[use.slug] ?? '', { messageIndex: null, context: use.slug })
    if (!known) {
      parsed.set(use.slug, text)
      issues.push(...text.issues)
    }
    for (const next of text.contexts) visit(next, [...path, use.slug], null)
  }

  uses.forEach((list, index) => {
    for (const use of list) visit(use, [], index)
  })
  return { parsed, issues }
}

/** Whether a context already read leads back to one on the path: only then must it be walked again. */
function reaches(parsed: ReadonlyMap<string, ParsedText>, from: string, path: readonly string[]): boolean {
  const seen = new Set<string>()
  const queue = [from]
  for (let slug = queue.pop(); slug !== undefined; slug = queue.pop()) {
    if (path.includes(slug)) return true
    if (seen.has(slug)) continue
    seen.add(slug)
    for (const use of parsed.get(slug)?.contexts ?? []) queue.push(use.slug)
  }
  return false
}

/**
 * Names that a text needs from outside, those of its contexts included, less what a render hands over.
 * The contexts must be free of circles.
 */
export function neededNames(text: ParsedText, parsed: ReadonlyMap<string, ParsedText>): Map<string, boolean> {
  const known = new Map<string, Map<string, boolean>>()
  const of = (part: ParsedText): Map<string, boolean> => {
    const names = new Map(part.variables.map((found) => [found.name, found.needed]))
    for (const use of part.contexts) {
      const inner = parsed.get(use.slug)
      if (!inner) continue
      const below = known.get(use.slug) ?? of(inner)
      known.set(use.slug, below)
      for (const [name, needed] of below) {
        if (!use.given.includes(name)) names.set(name, needed || names.get(name) === true)
      }
    }
    return names
  }
  return of(text)
}
