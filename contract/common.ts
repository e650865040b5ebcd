import { oc } from '@orpc/contract'
import { z } from 'zod'

export const id = z.uuid()
export const instant = z.iso.datetime({ offset: true })
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const title = z.string().trim().min(1, 'A title needs at least one character.').max(200)
/** Money as a decimal string, so that no digit is lost on the way; null means unknown, never 0. */
export const money = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .nullable()

/** Keyset pages: `cursor` is what the page before returned as `next`; null ends the list. */
export const pageInput = z.object({
  cursor: z.string().max(4000).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
})

/**
 * Every error has a code to branch on, a sentence that names the remedy (`message`), and data.
 * Unknown failures become INTERNAL with a report id; their details stay on the host.
 */
export const errors = {
  NOT_FOUND: { status: 404, data: z.object({ what: z.string(), id: z.string() }) },
  INVALID: {
    status: 422,
    data: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  },
  /**
   * The row version named is no longer the head. The head is given, and the version that the refused change began
   * from where it is known: with the caller's own text these are the three that a merge needs.
   */
  STALE: {
    status: 409,
    data: z.object({
      entityId: id,
      headVersionId: id,
      headNumber: z.number().int(),
      rowVersion: z.number().int(),
      headDocument: z.unknown(),
      baseVersionId: id.nullable(),
      baseDocument: z.unknown(),
    }),
  },
  REFUSED: { status: 403, data: z.object({ reason: z.string() }) },
  VAULT_CLOSED: { status: 503, data: z.object({ state: z.string() }) },
  /** The engine was restarted while this call was under way; repeating it with the same command id is safe. */
  UNKNOWN_OUTCOME: { status: 504, data: z.object({ commandId: id.nullable() }) },
  INTERNAL: { status: 500, data: z.object({ reportId: z.string() }) },
} as const

/** What a refused change tells of both sides. */
export type Stale = z.infer<typeof errors.STALE.data>

/** Every method starts here. */
export const method = oc.errors(errors)
