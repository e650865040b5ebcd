import { uuidv7 } from 'uuidv7'
import {
  type ContextDocument,
  contextDocument,
  type TemplateDocument,
  templateDocument,
} from '../../contract/template'
import { type WorkflowDocument, workflowDocument } from '../../contract/workflow'

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

/** A workflow that hands its input to a template of the library. */
export const twoNodes = (templateId: string): WorkflowDocument => {
  const [source, target] = [uuidv7(), uuidv7()]
  return workflowDocument.parse({
    kind: 'workflow',
    nodes: [
      { id: source, kind: 'input', x: 0, y: 0, settings: { fields: [{ name: 'who' }] } },
      {
        id: target,
        kind: 'template',
        x: 300,
        y: 0.5,
        settings: { entityId: templateId, fields: [{ name: 'who' }] },
      },
    ],
    edges: [{ id: uuidv7(), source, sourcePort: 'who', target, targetPort: 'who' }],
  })
}
