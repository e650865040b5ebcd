import type { Variable } from '../../contract/template'
import type { VariableType } from '../../contract/vocabulary'
import type { PortField, PortType } from '../../contract/workflow'

const byVariable: Readonly<Record<VariableType, PortType>> = {
  text: { kind: 'text' },
  long_text: { kind: 'text' },
  date: { kind: 'text' },
  choice: { kind: 'text' },
  secret: { kind: 'text' },
  number: { kind: 'number' },
  integer: { kind: 'number' },
  boolean: { kind: 'boolean' },
  list: { kind: 'list' },
  json: { kind: 'any' },
  file: { kind: 'any' },
  image: { kind: 'image' },
}

/** The port through which a variable is filled. */
export const fieldOfVariable = (variable: Variable): PortField => ({
  name: variable.name,
  type: byVariable[variable.type],
  required: variable.required,
  description: variable.description,
  ...(variable.default === undefined || variable.default === null ? {} : { default: variable.default }),
})
