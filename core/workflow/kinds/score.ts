import { z } from 'zod'
import { defineRule, unwritten } from '../rule'
import { anything, expression, one, value } from './shared'

/** Writes a number as a metric of the run and hands its value on. In the expression `input` is the value. */
export const score = defineRule({
  settings: z.looseObject({
    name: z.string().max(80).default('score'),
    expression,
    unit: z.string().max(40).default(''),
  }),
  ports: () => ({
    inputs: [value],
    outputs: [
      { name: 'value', type: anything },
      { name: 'score', type: { kind: 'number' } },
    ],
  }),
  expressions: ({ expression }) => one('expression', expression),
  problems: ({ name, expression }) => [
    ...unwritten({ field: 'expression', source: expression }),
    ...(name.trim() === ''
      ? [
          {
            code: 'missing_text' as const,
            field: 'name',
            message: 'Name the score: its metric is shown by it.',
          },
        ]
      : []),
  ],
})
