import { z } from 'zod'
import { defineRule, unwritten } from '../rule'
import { anything, expression, one } from './shared'

/**
 * Repeats its body until the expression is true, or as often as it may: the body begins at `value` and `turn` (from 1)
 * and ends at `next`. In the expression `input` is what the turn gave; the last one comes out at `done`.
 */
export const loop = defineRule({
  settings: z.looseObject({ until: expression, maxTurns: z.number().int().min(1).max(1_000).default(10) }),
  ports: () => ({
    inputs: [
      { name: 'start', type: anything, required: true },
      { name: 'next', type: anything, required: true, body: true },
    ],
    outputs: [
      { name: 'value', type: anything, body: true },
      { name: 'turn', type: { kind: 'number' }, body: true },
      { name: 'done', type: anything },
    ],
  }),
  expressions: ({ until }) => one('until', until),
  problems: ({ until }) => unwritten({ field: 'until', source: until }),
})
