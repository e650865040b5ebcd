import { z } from 'zod'
import { defineRule, unwritten } from '../rule'
import { anything, expression, one, value } from './shared'

/** Hands its value on at `yes` or at `no`. In the expression `input` is the value. */
export const condition = defineRule({
  settings: z.looseObject({ expression }),
  ports: () => ({
    inputs: [value],
    outputs: [
      { name: 'yes', type: anything },
      { name: 'no', type: anything },
    ],
  }),
  expressions: ({ expression }) => one('expression', expression),
  problems: ({ expression }) => unwritten({ field: 'expression', source: expression }),
})
