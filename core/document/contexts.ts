import type { EntityDocument } from '../../contract/template'
import { parseContext, parseTemplate } from '../template/parse'

const role = 'user' as const

/** Slugs of the contexts that a document renders itself, each once; none where a text cannot be read. */
export function usedContexts(document: EntityDocument): readonly string[] {
  if (document.kind === 'template') {
    // What stands in blocks of the base is this document's own text too.
    const blocks = Object.values(document.base?.blocks ?? {}).map((text) => ({ id: '', role, text }))
    const messages = [...document.messages, ...blocks]
    return messages.some((message) => message.text.includes('{%')) ? parseTemplate({ messages }).contexts : []
  }
  if (document.kind === 'context' && document.text.includes('{%')) {
    return [...new Set(parseContext(document).contexts.map((use) => use.slug))]
  }
  return []
}
