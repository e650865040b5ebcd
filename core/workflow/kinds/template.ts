import { z } from 'zod'
import { modelSettings } from '../../../contract/template'
import { defineRule, taking } from '../rule'
import { answerPorts, chosen, fields, unchosen, useOf } from './shared'

/**
 * Runs a template of the library. `fields` are its variables as they were when it was chosen; `model` overrides its own
 * settings, one by one.
 */
export const template = defineRule({
  settings: z.looseObject({
    ...chosen,
    fields,
    outputSchema: z.record(z.string(), z.unknown()).nullish(),
    model: modelSettings.default({}),
  }),
  ports: ({ fields, outputSchema }) => ({
    inputs: [...taking(fields), { name: 'history', type: { kind: 'messages' } }],
    outputs: answerPorts(outputSchema),
  }),
  problems: (settings) => unchosen(settings, 'template'),
  uses: (settings) => useOf('uses', settings),
})
