import { z } from 'zod'
import { defineRule } from '../rule'
import { prose } from './shared'

/** Words on the canvas (Markdown). Not run. */
export const note = defineRule(
  { settings: z.looseObject({ text: prose }), ports: () => ({ inputs: [], outputs: [] }) },
  false,
)
