import type { EntityDocument, TemplateDocument, Variable } from '../../contract/template'
import type { WorkflowDocument } from '../../contract/workflow'
import { signatureOf } from '../workflow/signature'
import { changedFields } from './changes'

export type Bump = 'major' | 'minor' | 'patch'

/** The first version number of everything: nothing is promised yet. */
export const firstSemver = '0.1.0'

/**
 * The version number to propose for a change: major where callers break (a variable gone, retyped or newly
 * demanded, another output schema), minor where something is added, patch otherwise. Before 1.0.0 one step lower.
 */
export function proposeSemver(previous: string, before: EntityDocument, after: EntityDocument): string {
  return bump(previous, bumpFor(before, after))
}

export function bumpFor(before: EntityDocument, after: EntityDocument): Bump {
  if (before.kind === 'workflow' && after.kind === 'workflow') return bumpForWorkflow(before, after)
  if (before.kind !== 'template' || after.kind !== 'template') return 'patch'
  if (breaks(before, after)) return 'major'
  return adds(before, after) ? 'minor' : 'patch'
}

/** By its signature: what callers hand over and get back. */
function bumpForWorkflow(before: WorkflowDocument, after: WorkflowDocument): Bump {
  const [was, now] = [signatureOf(before), signatureOf(after)]
  const gone = (from: typeof was.inputs, to: typeof was.inputs) =>
    from.some(({ name, type }) => {
      const known = to.find((field) => field.name === name)
      return !known || changedFields(type, known.type).length > 0
    })
  const demanded = now.inputs.some(
    ({ name, required, default: value }) =>
      required &&
      value === undefined &&
      !was.inputs.some((known) => known.name === name && known.required && known.default === undefined),
  )
  if (gone(was.inputs, now.inputs) || gone(was.outputs, now.outputs) || demanded) return 'major'
  return gone(now.inputs, was.inputs) || gone(now.outputs, was.outputs) ? 'minor' : 'patch'
}

export function bump(previous: string, by: Bump): string {
  const [major = 0, minor = 1, patch = 0] = previous.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const step = major > 0 ? by : by === 'major' ? 'minor' : 'patch'
  if (step === 'major') return `${major + 1}.0.0`
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

function breaks(before: TemplateDocument, after: TemplateDocument): boolean {
  const now = new Map(after.variables.map((variable) => [variable.name, variable]))
  const was = new Map(before.variables.map((variable) => [variable.name, variable]))
  const demands = (variable: Variable) => variable.required && variable.default === undefined
  return (
    changedFields(before.outputSchema, after.outputSchema).length > 0 ||
    before.variables.some((variable) => now.get(variable.name)?.type !== variable.type) ||
    after.variables.some((variable) => {
      const known = was.get(variable.name)
      return demands(variable) && !(known && demands(known))
    })
  )
}

function adds(before: TemplateDocument, after: TemplateDocument): boolean {
  return (
    before.form !== after.form ||
    after.variables.length > before.variables.length ||
    changedFields(names(before), names(after)).length > 0
  )
}

const names = (document: TemplateDocument) => ({
  messages: document.messages.map((message) => [message.id, message.role]),
  tools: document.tools.map((tool) => tool.name),
  base: document.base,
})
