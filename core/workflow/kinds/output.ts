import { z } from 'zod'
import { defineRule, taking, twice } from '../rule'
import { fields, names } from './shared'

/** What the workflow gives back: a port for each of its fields. */
export const output = defineRule({
  settings: z.looseObject({ fields }),
  ports: ({ fields }) => ({ inputs: taking(fields), outputs: [] }),
  problems: ({ fields }) => twice(names(fields), 'fields'),
})
