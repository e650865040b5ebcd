import { z } from 'zod'
import { defineRule } from '../rule'
import { anything } from './shared'

/**
 * Joins branches. `all` waits for every one and gives a list in the order of the edges, `first` the first edge's value
 * that there is, `race` the one that came first; the others are then cancelled.
 */
export const merge = defineRule({
  settings: z.looseObject({ mode: z.enum(['all', 'first', 'race']).default('all') }),
  ports: ({ mode }) => ({
    inputs: [{ name: 'values', type: anything, required: true, many: true }],
    outputs: [{ name: 'value', type: mode === 'all' ? { kind: 'list' } : anything }],
  }),
})
