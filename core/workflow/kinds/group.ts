import { z } from 'zod'
import { defineRule } from '../rule'

/** A frame around nodes, which name it as their parent. Not run. */
export const group = defineRule(
  { settings: z.looseObject({}), ports: () => ({ inputs: [], outputs: [] }) },
  false,
)
