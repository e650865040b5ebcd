import { and, asc, desc, eq, gt, isNull, not, type SQL } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'
import { oneOfIds } from './head'

interface Among {
  /** null: the top of the workspace. */
  readonly parentId: string | null
  /** Items that are being moved: they do not count. */
  readonly without?: readonly string[]
}

const within = (workspaceId: string, { parentId, without = [] }: Among): SQL | undefined =>
  and(
    eq(entity.workspaceId, workspaceId),
    parentId === null ? isNull(entity.parentId) : eq(entity.parentId, parentId),
    isNull(entity.deletedAt),
    without.length === 0 ? undefined : not(oneOfIds(entity.id, without)),
  )

/** The sort key of the last item of a place; null where there is none. */
export async function lastSortKey(engine: Engine, workspaceId: string, among: Among): Promise<string | null> {
  const [last] = await reader(engine, workspaceId)
    .select({ sortKey: entity.sortKey })
    .from(entity)
    .where(within(workspaceId, among))
    .orderBy(desc(entity.sortKey), desc(entity.id))
    .limit(1)
  return last?.sortKey ?? null
}

/** The first sort key of a place, or the first one after another; null at the end. */
export async function nextSortKey(
  engine: Engine,
  workspaceId: string,
  { after, ...among }: Among & { readonly after: string | null },
): Promise<string | null> {
  const [next] = await reader(engine, workspaceId)
    .select({ sortKey: entity.sortKey })
    .from(entity)
    .where(and(within(workspaceId, among), after === null ? undefined : gt(entity.sortKey, after)))
    .orderBy(asc(entity.sortKey), asc(entity.id))
    .limit(1)
  return next?.sortKey ?? null
}
