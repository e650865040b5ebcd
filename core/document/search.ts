import type { EntityDocument } from '../../contract/template'

/** Bytes of a body that are indexed. */
export const searchBytes = 64 * 1024

/** What a search over bodies reads of a document: its texts, examples and variables, at most 64 KB of UTF-8. */
export function searchText(document: EntityDocument): string {
  return cut(texts(document).filter(Boolean).join('\n'), searchBytes)
}

function texts(document: EntityDocument): string[] {
  if (document.kind === 'template') {
    return [
      ...document.messages.map((message) => message.text),
      ...Object.values(document.base?.blocks ?? {}),
      ...document.variables.flatMap((variable) => [variable.name, variable.description]),
      ...document.examples.flatMap((example) => [example.input, example.output]),
      ...document.tools.flatMap((tool) => [tool.name, tool.description]),
    ]
  }
  if (document.kind === 'context') {
    return [document.text, ...document.examples.flatMap((example) => [example.input, example.output])]
  }
  if (document.kind === 'variable_set') return document.columns.map((column) => column.name)
  if (document.kind === 'variable_definition') return [document.variable.name, document.variable.description]
  if (document.kind === 'workflow')
    return document.nodes.flatMap(({ label, settings }) => [label, ...words(settings)])
  return []
}

/** Every text in a value; ids are no words. */
function words(value: unknown): string[] {
  if (typeof value === 'string') return /^[0-9a-f-]{36}$/.test(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(words) : []
}

/** The longest beginning that fits; never half a character. */
export function cut(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}
