import { z } from 'zod'
import { method } from './common'

/** Values as JSON knows them; the rest as PostgreSQL writes it. */
export const sqlRows = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
  /** There were more rows than asked for, or than fit into 8 MB. */
  truncated: z.boolean(),
  ms: z.number(),
})
export type SqlRows = z.infer<typeof sqlRows>

/** Read-only SQL over the session's workspace: one statement that may call nothing that acts, with a time limit. */
export const sql = {
  query: method
    .input(
      z.object({
        text: z.string().min(1).max(100_000),
        limitMs: z.number().int().min(100).max(60_000).default(10_000),
        maxRows: z.number().int().min(1).max(10_000).default(1000),
      }),
    )
    .output(sqlRows),
}
