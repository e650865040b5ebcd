import { ORPCError } from '@orpc/client'
import type { z } from 'zod'
import { errors } from '../contract/common'

type Code = keyof typeof errors

/** An error of the contract: a code to branch on, a sentence that names the remedy, and data. */
export function failure<C extends Code>(
  code: C,
  sentence: string,
  data: z.infer<(typeof errors)[C]['data']>,
): ORPCError<C, z.infer<(typeof errors)[C]['data']>> {
  return new ORPCError(code, { status: errors[code].status, message: sentence, data })
}

export function notFound(what: string, id: string) {
  return failure('NOT_FOUND', `There is no such ${what} here. It may have been removed; reload the list.`, {
    what,
    id,
  })
}

/** @param sentence says which rule forbids it and what to do instead */
export function refused(reason: string, sentence: string) {
  return failure('REFUSED', sentence, { reason })
}
