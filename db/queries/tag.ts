import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/** The tags of items outside the trash with how many bear them, most used first; at most 500. */
export async function listTags(
  engine: Engine,
  workspaceId: string,
): Promise<{ tag: string; items: number }[]> {
  const db = reader(engine, workspaceId)
  const each = db
    .select({ tag: sql<string>`unnest(${entity.tags})`.as('tag') })
    .from(entity)
    .where(and(eq(entity.workspaceId, workspaceId), isNull(entity.deletedAt)))
    .as('each_tag')
  const items = sql<number>`count(*)::int`
  return db
    .select({ tag: each.tag, items })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(items), each.tag)
    .limit(500)
}
