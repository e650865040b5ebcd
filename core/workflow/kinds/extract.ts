import { z } from 'zod'
import { defineRule } from '../rule'
import { anything, expression, one, someText, value } from './shared'

/**
 * Reads JSON (out of a text too), takes the part that the expression names and holds it against a schema. What does not
 * fit comes out at `invalid` with what is wrong, where that is connected; else the node fails.
 */
export const extract = defineRule({
  settings: z.looseObject({ expression, schema: z.record(z.string(), z.unknown()).nullish() }),
  ports: ({ schema }) => ({
    inputs: [value],
    outputs: [
      {
        name: 'value',
        type: schema?.type === 'object' ? { kind: 'object', schema: { ...schema } } : anything,
      },
      { name: 'invalid', type: someText },
    ],
  }),
  // Without one the whole value is taken.
  expressions: ({ expression }) => (expression.trim() === '' ? [] : one('expression', expression)),
})
