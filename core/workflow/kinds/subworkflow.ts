import { z } from 'zod'
import { defineRule, giving, taking } from '../rule'
import { chosen, fields, unchosen, useOf } from './shared'

/** Runs a workflow of the library; its signature is kept as it was when it was chosen. */
export const subworkflow = defineRule({
  settings: z.looseObject({ ...chosen, fields, outputs: fields }),
  ports: (settings) => ({ inputs: taking(settings.fields), outputs: giving(settings.outputs) }),
  problems: (settings) => unchosen(settings, 'workflow'),
  uses: (settings) => useOf('uses', settings),
})
