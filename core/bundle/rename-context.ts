import type { EntityDocument } from '../../contract/template'

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
