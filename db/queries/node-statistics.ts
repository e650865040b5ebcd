import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { execution } from '../schema'

/** Runs of each node of a workflow's runs, those of tests left out, newest 20,000: how many, failed, how long, at what cost. */
export async function nodeStatistics(engine: Engine, workspaceId: string, entityId: string) {
  const roots = reader(engine, workspaceId)
    .select({ id: execution.id })
    .from(execution)
    .where(
      and(
        eq(execution.workspaceId, workspaceId),
        eq(execution.entityId, entityId),
        eq(execution.kind, 'workflow'),
        isNull(execution.parentId),
        // What a test asks says nothing of what the workflow meets.
        sql`${execution.context} -> 'test' is null`,
      ),
    )
    .orderBy(sql`${execution.id} desc`)
    .limit(200)
  const runs = reader(engine, workspaceId)
    .$with('runs')
    .as(
      reader(engine, workspaceId)
        .select({
          nodeId: execution.nodeId,
          status: execution.status,
          durationMs: execution.durationMs,
          cost: execution.cost,
          currency: execution.currency,
        })
        .from(execution)
        .where(
          and(
            eq(execution.workspaceId, workspaceId),
            inArray(execution.traceId, roots),
            eq(execution.kind, 'node'),
          ),
        )
        .limit(20_000),
    )
  const rows = await reader(engine, workspaceId)
    .with(runs)
    .select({
      nodeId: runs.nodeId,
      runs: sql<number>`count(*)::int`,
      failed: sql<number>`(count(*) filter (where ${runs.status} in ('failed', 'timeout', 'rate_limited', 'unauthorized')))::int`,
      p50Ms: sql<number | null>`percentile_cont(0.5) within group (order by ${runs.durationMs})`,
      p95Ms: sql<number | null>`percentile_cont(0.95) within group (order by ${runs.durationMs})`,
      cost: sql<string | null>`sum(${runs.cost})`,
      currency: sql<string>`coalesce(min(${runs.currency}), 'USD')`,
    })
    .from(runs)
    .groupBy(runs.nodeId)
  return rows.flatMap(({ nodeId, ...row }) => (nodeId ? [{ nodeId, ...row }] : []))
}
