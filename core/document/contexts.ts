import type { EntityDocument } from '../../contract/template'
import { parseContext, parseTemplate } from '../template/parse'
import { readNode } from '../workflow/registry'

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
  if (document.kind === 'workflow') {
    const texts = document.nodes.flatMap((node) => readNode(node).texts)
    const rendering = texts.filter((text) => text.includes('{%')).map((text) => ({ id: '', role, text }))
    return rendering.length === 0 ? [] : parseTemplate({ messages: rendering }).contexts
  }
  return []
}
