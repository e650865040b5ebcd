import { z } from 'zod'
import type { EntityDocument } from '../../contract/template'
import { type PortField, portField, type WorkflowDocument } from '../../contract/workflow'
import { fieldOfVariable } from './variable-fields'

/** What a workflow is given and gives back, by name. */
export interface Signature {
  readonly inputs: readonly PortField[]
  readonly outputs: readonly PortField[]
}

const declared = z.object({ fields: z.array(portField) })

/** The fields of all input and of all output nodes; of a name that is there twice the first counts. */
export function signatureOf({ nodes }: WorkflowDocument): Signature {
  const of = (kind: string): PortField[] => {
    const found = nodes
      .filter((node) => node.kind === kind)
      .flatMap(({ settings }) => declared.safeParse(settings).data?.fields ?? [])
    return [...new Map([...found].reverse().map((field) => [field.name, field])).values()].reverse()
  }
  return { inputs: of('input'), outputs: of('output') }
}

/**
 * What a node that runs or reads this item of the library keeps of it: its ports. Null for what cannot be one.
 * @param document of a base's child: merged with its base
 */
export function settingsFor(document: EntityDocument): Record<string, unknown> | null {
  switch (document.kind) {
    case 'template':
      return {
        fields: document.variables.map(fieldOfVariable),
        // Also none: it takes the place of one that was there.
        outputSchema: isSchema(document.outputSchema) ? document.outputSchema : null,
      }
    case 'context':
      return { fields: document.variables.map(fieldOfVariable) }
    case 'variable_set':
      return { fields: document.columns.map(fieldOfVariable) }
    case 'workflow': {
      const { inputs, outputs } = signatureOf(document)
      return { fields: inputs, outputs }
    }
    default:
      return null
  }
}

const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
