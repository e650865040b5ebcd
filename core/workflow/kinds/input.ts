import { z } from 'zod'
import { defineRule, giving, twice } from '../rule'
import { fields, names } from './shared'

/** What the workflow is given: a port for each of its fields. All input nodes together are the signature's inputs. */
export const input = defineRule({
  settings: z.looseObject({ fields }),
  ports: ({ fields }) => ({ inputs: [], outputs: giving(fields) }),
  problems: ({ fields }) => twice(names(fields), 'fields'),
})
