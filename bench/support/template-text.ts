import { type TemplateDocument, templateDocument } from '../../contract/template'
import { prose, type Random } from '../../db/testing/fill/prose'

/** A template of 2.2 kB with three variables: what a working prompt weighs. */
export function templateOf(random: Random): TemplateDocument {
  return templateDocument.parse({
    kind: 'template',
    form: 'text',
    messages: [
      {
        id: 'm1',
        role: 'user',
        text: `${prose(random, 2_100)}\n\n{{ customer }} {{ question }} {{ tone }}`,
      },
    ],
    variables: ['customer', 'question', 'tone'].map((name) => ({ name })),
  })
}
