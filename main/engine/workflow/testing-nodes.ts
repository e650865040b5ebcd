import type { WorkflowEdge, WorkflowNode } from '../../../contract/workflow'
import { edge, node } from '../../../core/workflow/testing'

const any = { kind: 'any' }
export const field = (name: string, more: object = {}) => ({
  name,
  type: any,
  required: true,
  description: '',
  ...more,
})
export const given = (number: number, ...names: string[]) =>
  node(number, 'input', { fields: names.map((name) => field(name)) })
export const result = (number: number, ...names: string[]) =>
  node(number, 'output', { fields: names.map((name) => field(name, { required: false })) })
export const text = (number: number, template: string) =>
  node(number, 'text', { text: template }, { label: `text ${number}` })
export const ask = (
  number: number,
  prompt: string,
  model = 'stub-ok',
  more: Partial<WorkflowNode> = {},
  settings: object = {},
) =>
  node(
    number,
    'model_call',
    {
      messages: [{ id: 'm', role: 'user', text: prompt }],
      // Found by its name among what the studio's connection offers.
      model: { model },
      ...settings,
    },
    { label: `ask ${number}`, ...more },
  )
export const code = (number: number, source: string, fields: string[], outputs = ['result']) =>
  node(number, 'code', {
    source,
    fields: fields.map((name) => field(name)),
    outputs: outputs.map((name) => field(name)),
  })

let edges = 900
export const link = (
  from: [number, string],
  to: [number, string],
  more: Partial<WorkflowEdge> = {},
): WorkflowEdge => {
  edges += 1
  return { ...edge(edges, from, to), ...more }
}

/** How nodes ended, by name. */
export const statuses = (nodes: Iterable<{ name: string | null; status: string }>) =>
  Object.fromEntries([...nodes].map(({ name, status }) => [name, status]))
