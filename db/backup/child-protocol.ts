import { z } from 'zod'
import { checkStep } from './check'
import { salvaged } from './salvage'

/** What the child says, a line of JSON each; `done` is the last. */
export const childLine = z.union([
  z.object({ step: checkStep }),
  z.object({
    done: z.union([z.object({ problem: z.string().nullable() }), z.object({ salvaged: z.array(salvaged) })]),
  }),
])
export type ChildLine = z.infer<typeof childLine>

/** PGlite's own ceiling is 2 GB; a check of 100 MB needs about 300 MB. */
export const mostBytes = 1.5 * 1024 ** 3
