import { z } from 'zod'
import { id, instant, method } from './common'
import { jobKinds, jobStates } from './vocabulary'

/** Long work that nobody waits for: how far it is, or how it ended. Each step is told by the topic `job`. */
export const jobSummary = z.object({
  id,
  kind: z.enum(jobKinds),
  /** What it is about, in the user's words: the name of a file or workspace; null where the kind says it all. */
  subject: z.string().nullable(),
  state: z.enum(jobStates),
  /** From 0 to 1; 0 also where nobody knows how much there is to do. */
  progress: z.number().min(0).max(1),
  /** A sentence, where it did not go through. */
  problem: z.string().nullable(),
  canCancel: z.boolean(),
  /** It ended before its end, and doing it anew does no harm. */
  canRepeat: z.boolean(),
  begunAt: instant,
  endedAt: instant.nullable(),
})
export type JobSummary = z.infer<typeof jobSummary>

export const job = {
  /** Those of this workspace and of the vault: under way, then ended in the last week; newest first. */
  list: method.output(z.array(jobSummary)),
  /** False where it had ended before. What was done until then stays. */
  cancel: method.input(z.object({ id })).output(z.object({ cancelled: z.boolean() })),
  /** Begins a job again that was cut off, cancelled or failed, as a new one. */
  repeat: method.input(z.object({ id })).output(z.object({ id })),
}
