import { z } from 'zod'
import { portName } from '../../../contract/workflow'
import { defineRule, twice, unwritten } from '../rule'
import { anything, expression, value } from './shared'

const settings = z.looseObject({
  cases: z
    .array(z.looseObject({ name: portName, expression }))
    .max(100)
    .default([]),
})

const written = ({ cases }: z.output<typeof settings>) =>
  cases.map(({ expression }, index) => ({ field: `cases[${index}].expression`, source: expression }))

/** Hands its value on at the first case that is true, else at `otherwise`. In the expressions `input` is the value. */
export const switchRule = defineRule({
  settings,
  ports: ({ cases }) => ({
    inputs: [value],
    outputs: [...cases.map(({ name }) => name), 'otherwise'].map((name) => ({ name, type: anything })),
  }),
  expressions: written,
  problems: (settings) => [
    ...twice([...settings.cases.map(({ name }) => name), 'otherwise'], 'cases'),
    ...written(settings).flatMap(unwritten),
  ],
})
