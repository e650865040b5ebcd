import type { Variable } from '../../../../contract/template'
import type { VariableType } from '../../../../contract/vocabulary'
import type { PortField, PortKind } from '../../../../contract/workflow'
import { coerce } from '../../../../core/values/coerce'
import { t } from '../../../i18n'

const byPort: Readonly<Record<PortKind, VariableType>> = {
  text: 'long_text',
  messages: 'json',
  number: 'number',
  boolean: 'boolean',
  list: 'list',
  object: 'json',
  image: 'image',
  any: 'json',
}

/** The variable by whose form a field of a signature or a question is filled in. */
export const variableOf = ({ name, type, required, description, default: preset }: PortField): Variable => ({
  name,
  type: byPort[type.kind],
  required,
  description,
  rules: {},
  ...(preset === undefined ? {} : { default: preset }),
})

export interface Filled {
  /** What goes along with the run. */
  readonly inputs: Record<string, unknown>
  /** What is wrong with a field, by its name. */
  readonly problems: ReadonlyMap<string, string>
}

/** Reads what was typed by the types of the fields. What was left empty is left out. */
export function fillIn(fields: readonly PortField[], values: Readonly<Record<string, unknown>>): Filled {
  const inputs: Record<string, unknown> = {}
  const problems = new Map<string, string>()
  for (const field of fields) {
    const raw = values[field.name]
    if (isEmpty(raw)) {
      if (field.required && field.default === undefined) problems.set(field.name, t('workflowRun.needed'))
      continue
    }
    const read = coerce(variableOf(field).type, raw)
    if (!('problem' in read)) inputs[field.name] = read.value
    else if (field.type.kind === 'any') inputs[field.name] = raw
    else problems.set(field.name, read.problem)
  }
  return { inputs, problems }
}

const isEmpty = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')
