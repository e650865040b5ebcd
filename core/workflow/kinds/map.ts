import { z } from 'zod'
import { defineRule } from '../rule'
import { anything } from './shared'

/**
 * Runs its body once for each entry of a list: the body begins at `item` and `index` (from 0) and ends at `result`.
 * `results` has them in the list's order.
 */
export const map = defineRule({
  settings: z.looseObject({
    /** Entries under way at once. */
    parallel: z.number().int().min(1).max(100).default(4),
    /** Of an entry that fails: stop the run, put null in its place, or leave it out. */
    onError: z.enum(['stop', 'continue', 'drop']).default('stop'),
  }),
  ports: () => ({
    inputs: [
      { name: 'list', type: { kind: 'list' }, required: true },
      { name: 'result', type: anything, required: true, body: true },
    ],
    outputs: [
      { name: 'item', type: anything, body: true },
      { name: 'index', type: { kind: 'number' }, body: true },
      { name: 'results', type: { kind: 'list' } },
    ],
  }),
})
