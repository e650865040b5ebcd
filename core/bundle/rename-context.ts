import type { EntityDocument } from '../../contract/template'
import { readNode } from '../workflow/registry'

/** The document with contexts rendered under other names: an imported text goes on including what came along with it. */
export function renameContexts(document: EntityDocument, names: ReadonlyMap<string, string>): EntityDocument {
  if (names.size === 0) return document
  const renamed = (text: string) =>
    text.replace(
      /(\{%-?\s*render\s+)(["'])([^"']*)\2/g,
      (whole, before: string, quote: string, slug: string) => {
        const name = names.get(slug)
        return name === undefined ? whole : `${before}${quote}${name}${quote}`
      },
    )
  if (document.kind === 'context') return { ...document, text: renamed(document.text) }
  if (document.kind === 'workflow') {
    const nodes = document.nodes.map((node) =>
      // Words of nodes that render nothing (code, notes) stay as they are.
      readNode(node).texts.length === 0
        ? node
        : {
            ...node,
            settings: Object.fromEntries(
              Object.entries(node.settings).map(([key, value]) => [key, inTexts(value, renamed)]),
            ),
          },
    )
    return { ...document, nodes }
  }
  if (document.kind !== 'template') return document
  const { base } = document
  return {
    ...document,
    messages: document.messages.map((message) => ({ ...message, text: renamed(message.text) })),
    ...(base
      ? {
          base: {
            ...base,
            blocks: Object.fromEntries(
              Object.entries(base.blocks).map(([name, text]) => [name, renamed(text)]),
            ),
          },
        }
      : {}),
  }
}

/** A value with every text in it changed. */
function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((entry) => inTexts(entry, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inTexts(inner, change)]))
}
