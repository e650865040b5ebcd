import { z } from 'zod'
import { id, instant, method } from './common'
import { jobKinds, notificationKinds } from './vocabulary'

/** Something that happened while one looked elsewhere. */
export const notificationSummary = z.object({
  id,
  kind: z.enum(notificationKinds),
  /**
   * What it is about: a title, the name of a file; how many runs were interrupted; empty where the
   * kind says it all.
   */
  subject: z.string(),
  /** Of which job it tells; null where it tells of none. */
  jobKind: z.enum(jobKinds).nullable(),
  /** What went wrong, in a sentence. */
  problem: z.string().nullable(),
  /** The run it tells of; null where it tells of none. */
  runId: id.nullable(),
  entityId: id.nullable(),
  at: instant,
  read: z.boolean(),
})
export type NotificationSummary = z.infer<typeof notificationSummary>

export const notification = {
  /** The newest hundred of this workspace; how many are unread. */
  list: method.output(z.object({ items: z.array(notificationSummary), unread: z.number().int() })),
  /** Marks those named as read; all where none is named. */
  read: method
    .input(z.object({ commandId: id, ids: z.array(id).max(100).optional() }))
    .output(z.object({ read: z.boolean() })),
}
