import { z } from 'zod'
import { entityTypes } from '../../../contract/vocabulary'
import { defineRule } from '../rule'
import { someText } from './shared'

/** Finds items of the library by words or likeness. */
export const search = defineRule({
  settings: z.looseObject({
    types: z.array(z.enum(entityTypes)).max(entityTypes.length).default([]),
    limit: z.number().int().min(1).max(100).default(10),
  }),
  ports: () => ({
    inputs: [{ name: 'query', type: someText, required: true }],
    outputs: [{ name: 'results', type: { kind: 'list', of: 'object' } }],
  }),
})
