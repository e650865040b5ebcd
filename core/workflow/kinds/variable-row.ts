import { z } from 'zod'
import { id } from '../../../contract/common'
import { defineRule, giving } from '../rule'
import { fields, unchosen, useOf } from './shared'

/**
 * One row of a variable set, by its number from 1: the connected one, else the setting's. `fields` are the set's
 * columns as they were when it was chosen.
 */
export const variableRow = defineRule({
  settings: z.looseObject({ entityId: id.nullish(), row: z.number().int().min(1).default(1), fields }),
  ports: ({ fields }) => ({
    inputs: [{ name: 'number', type: { kind: 'number' } }],
    outputs: [{ name: 'row', type: { kind: 'object' } }, ...giving(fields)],
  }),
  problems: ({ entityId }) => unchosen({ entityId, follow: { by: 'latest' } }, 'variable set'),
  uses: ({ entityId }) => useOf('depends_on', { entityId, follow: { by: 'latest' } }),
})
