import { z } from 'zod'
import { defineRule } from '../rule'
import { anything, value } from './shared'

/** Hands its value on after a while. */
export const delay = defineRule({
  settings: z.looseObject({ seconds: z.number().min(0).max(2_592_000).default(1) }),
  ports: () => ({ inputs: [value], outputs: [{ name: 'value', type: anything }] }),
})
