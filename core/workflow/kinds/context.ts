import { z } from 'zod'
import { defineRule, taking } from '../rule'
import { chosen, fields, someText, unchosen, useOf } from './shared'

/** The text of a context of the library; `fields` are its variables as they were when it was chosen. */
export const context = defineRule({
  settings: z.looseObject({ ...chosen, fields }),
  ports: ({ fields }) => ({ inputs: taking(fields), outputs: [{ name: 'text', type: someText }] }),
  problems: (settings) => unchosen(settings, 'context'),
  uses: (settings) => useOf('depends_on', settings),
})
