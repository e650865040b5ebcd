import type { EntityDocument } from '../../contract/template'
import { parseContext, parseTemplate } from '../template/parse'

/** Slugs of the contexts that a document renders itself, each once; none where a text cannot be read. */
export function usedContexts(document: EntityDocument): readonly string[] {
  if (document.kind === 'template') {
    return document.messages.some((message) => message.text.includes('{%'))
      ? parseTemplate(document).contexts
      : []
  }
  if (document.kind === 'context' && document.text.includes('{%')) {
    return [...new Set(parseContext(document).contexts.map((use) => use.slug))]
  }
  return []
}
