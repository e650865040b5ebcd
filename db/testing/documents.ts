import {
  type ContextDocument,
  contextDocument,
  type TemplateDocument,
  templateDocument,
} from '../../contract/template'

/** A text template's document. */
export function textTemplate(text: string, more: Partial<TemplateDocument> = {}): TemplateDocument {
  return templateDocument.parse({
    kind: 'template',
    form: 'text',
    messages: [{ id: 'm1', role: 'user', text }],
    ...more,
  })
}

export const contextText = (text: string): ContextDocument => contextDocument.parse({ kind: 'context', text })
