import { and, desc, eq, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { JobSummary } from '../../contract/job'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { job } from '../schema'
import type { JsonObject } from '../schema/columns'

/** A job as it is kept: what can be done with it, the host knows. */
export interface StoredJob extends Omit<JobSummary, 'canCancel' | 'canRepeat'> {
  readonly input: JsonObject
}

const columns = {
  id: job.id,
  kind: job.kind,
  state: job.state,
  progress: job.progress,
  input: job.input,
  error: job.error,
  begunAt: job.createdAt,
  endedAt: job.finishedAt,
}

/** What is under way, and what ended in the last week: the newest fifty. */
export async function listJobs(engine: Engine, workspaceId: string): Promise<StoredJob[]> {
  const lately = sql`${job.finishedAt} > now() - interval '7 days'`
  const rows = await reader(engine, workspaceId)
    .select(columns)
    .from(job)
    .where(and(eq(job.workspaceId, workspaceId), or(isNull(job.finishedAt), lately)))
    .orderBy(desc(job.id))
    .limit(50)
  return rows.map(stored)
}

export async function getJob(engine: Engine, workspaceId: string, id: string): Promise<StoredJob | null> {
  const [row] = await reader(engine, workspaceId)
    .select(columns)
    .from(job)
    .where(and(eq(job.workspaceId, workspaceId), eq(job.id, id)))
  return row ? stored(row) : null
}

const named = z.object({ subject: z.string() })
const failed = z.object({ message: z.string() })

const stored = <T extends { input: JsonObject; error: JsonObject | null }>({ error, ...row }: T) => ({
  ...row,
  subject: named.safeParse(row.input).data?.subject ?? null,
  problem: failed.safeParse(error).data?.message ?? null,
})
