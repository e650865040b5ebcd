import { uuidv7 } from 'uuidv7'
import { moveJob, startJob } from '../../db/keep/job'
import type { JsonObject } from '../../db/schema/columns'
import type { Caller } from '../caller'
import type { Studio } from '../studio'

export interface JobWork {
  readonly kind: string
  readonly input?: JsonObject
  /** What it does; its answer is kept as the job's result. */
  readonly work: (progress: (part: number) => Promise<void>) => Promise<JsonObject>
}

/** A step further is written down only where somebody could see it. */
const visibleStep = 0.02

/**
 * Does long work beside the calls, with a row in the table of jobs from its beginning to its end.
 * @returns the job's id, and its end: true where it went through; what went wrong stands in its row and in the log
 */
export async function runJob(
  { log, topics }: Pick<Studio, 'log' | 'topics'>,
  { engine, who }: Caller,
  { kind, input, work }: JobWork,
): Promise<{ readonly id: string; readonly ended: Promise<boolean> }> {
  const id = uuidv7()
  await startJob(engine, who, { id, kind, ...(input ? { input } : {}) })
  const tell = () => topics.announce(who.workspaceId, { aggregate: 'workspace', id: null })
  let shown = 0
  const progress = async (part: number) => {
    if (part - shown < visibleStep) return
    shown = part
    await moveJob(engine, who, id, { progress: part })
    tell()
  }
  const run = async () => {
    try {
      const result = await work(progress)
      await moveJob(engine, who, id, { state: 'done', progress: 1, result })
      return true
    } catch (error) {
      log.error('A job did not go through.', error, { kind, id })
      const problem = error instanceof Error ? error.message : String(error)
      await moveJob(engine, who, id, { state: 'failed', problem }).catch(() => undefined)
      return false
    } finally {
      tell()
    }
  }
  return { id, ended: run() }
}
