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

/** A workflow with a text of its own and a node for each of these items. */
export const nodesUsing = (
  used: readonly { readonly id: string; readonly kind: 'template' | 'subworkflow' | 'context' }[],
  text: string,
): WorkflowDocument =>
  workflowDocument.parse({
    kind: 'workflow',
    nodes: [
      { id: uuidv7(), kind: 'text', x: 0, y: 0, settings: { text } },
      ...used.map(({ id, kind }, index) => ({
        id: uuidv7(),
        kind,
        x: 300 * (index + 1),
        y: 0,
        settings: { entityId: id, follow: { by: 'latest' } },
      })),
    ],
  })
