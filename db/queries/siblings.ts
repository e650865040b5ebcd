import { and, asc, desc, eq, gt, isNull, ne } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

const within = (workspaceId: string, parentId: string | null) =>
  and(
    eq(entity.workspaceId, workspaceId),
    parentId === null ? isNull(entity.parentId) : eq(entity.parentId, parentId),
    isNull(entity.deletedAt),
  )

/** The sort key of the last item of a place (null: of the top), `without` left out; null where there is none. */
export async function lastSortKey(
  engine: Engine,
  workspaceId: string,
  parentId: string | null,
  without?: string,
): Promise<string | null> {
  const [last] = await reader(engine, workspaceId)
    .select({ sortKey: entity.sortKey })
    .from(entity)
    .where(and(within(workspaceId, parentId), without === undefined ? undefined : ne(entity.id, without)))
    .orderBy(desc(entity.sortKey), desc(entity.id))
    .limit(1)
  return last?.sortKey ?? null
}

/** The first sort key after another one in a place, that of the item to be moved left out; null at the end. */
export async function nextSortKey(
  engine: Engine,
  workspaceId: string,
  { parentId, moving, after }: { readonly parentId: string; readonly moving: string; readonly after: string },
): Promise<string | null> {
  const [next] = await reader(engine, workspaceId)
    .select({ sortKey: entity.sortKey })
    .from(entity)
    .where(and(within(workspaceId, parentId), ne(entity.id, moving), gt(entity.sortKey, after)))
    .orderBy(asc(entity.sortKey), asc(entity.id))
    .limit(1)
  return next?.sortKey ?? null
}
