import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { entityDocument } from '../../contract/template'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, searchDocument } from '../schema'

/**
 * Items outside the trash whose text was saved after search last read it, in the order of their saves.
 * @param since an instant (ISO) before which search is known to have read everything
 */
export async function itemsBehind(
  engine: Engine,
  workspaceId: string,
  { since, limit }: { readonly since: string | null; readonly limit: number },
) {
  const db = reader(engine, workspaceId)
  // Row by row by its key: after an import the planner would compare every item with every row of search.
  const read = db
    .select({ updatedAt: searchDocument.updatedAt })
    .from(searchDocument)
    .where(
      and(
        eq(searchDocument.workspaceId, entity.workspaceId),
        eq(searchDocument.source, 'entity'),
        eq(searchDocument.sourceId, entity.id),
      ),
    )
    .limit(1)
    .as('read')
  const rows = await db
    .select({
      id: entity.id,
      title: entity.title,
      description: entity.description,
      tags: entity.tags,
      document: entity.doc,
      savedAt: entity.updatedAt,
    })
    .from(entity)
    .innerJoinLateral(read, sql`true`)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        isNull(entity.deletedAt),
        since === null ? undefined : gt(entity.updatedAt, since),
        lt(read.updatedAt, entity.updatedAt),
      ),
    )
    .orderBy(asc(entity.updatedAt), asc(entity.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, document: entityDocument.parse(row.document) }))
}
