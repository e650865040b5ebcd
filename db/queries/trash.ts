import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { TrashedItem } from '../../contract/entity'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { account, entity } from '../schema'
import { formOf } from './entity'
import { type Page, pageOf, readCursor } from './page'

/** Days that an item stays in the trash. */
export const trashDays = 30

/** What was put into the trash, last first; what went along with its place is counted there and not listed. */
export async function listTrash(
  engine: Engine,
  workspaceId: string,
  { cursor, limit }: { readonly cursor?: string | null | undefined; readonly limit: number },
): Promise<Page<TrashedItem> & { readonly total: number }> {
  const db = reader(engine, workspaceId)
  const place = alias(entity, 'place')
  const from = readCursor(cursor, 2)
  const itself = and(
    eq(entity.workspaceId, workspaceId),
    isNotNull(entity.deletedAt),
    sql`${place.deletedAt} is distinct from ${entity.deletedAt}`,
  )
  const inPlace = and(eq(place.workspaceId, entity.workspaceId), eq(place.id, entity.parentId))
  const along = sql<number>`(with recursive below as (
      select c.id from entity c where c.workspace_id = ${entity.workspaceId} and c.parent_id = ${entity.id}
         and c.deleted_at = ${entity.deletedAt}
      union all
      select c.id from below b join entity c on c.workspace_id = ${entity.workspaceId} and c.parent_id = b.id
         and c.deleted_at = ${entity.deletedAt}
    ) select count(*) from below)::int`
  const [rows, counted] = await Promise.all([
    db
      .select({
        id: entity.id,
        type: entity.type,
        form: sql<string | null>`${entity.metadata} ->> 'form'`,
        title: entity.title,
        place: sql<string | null>`case when ${place.deletedAt} is null then ${place.title} end`,
        items: along,
        deletedAt: entity.deletedAt,
        purgedAt: sql<string>`to_char((${entity.deletedAt} + make_interval(days => ${trashDays}::int)) at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
        deletedBy: account.name,
      })
      .from(entity)
      .leftJoin(place, inPlace)
      .leftJoin(account, eq(account.id, entity.deletedBy))
      .where(
        and(
          itself,
          from && sql`(${entity.deletedAt}, ${entity.id}) < (${from[0]}::timestamptz, ${from[1]}::uuid)`,
        ),
      )
      .orderBy(desc(entity.deletedAt), desc(entity.id))
      .limit(limit + 1),
    db.select({ n: sql<number>`count(*)::int` }).from(entity).leftJoin(place, inPlace).where(itself),
  ])
  const page = pageOf(rows, limit, (last) => [last.deletedAt ?? '', last.id])
  const items = page.items.map(({ form, deletedAt, deletedBy, ...row }) => ({
    ...row,
    form: formOf(form),
    deletedAt: deletedAt ?? row.purgedAt,
    deletedBy: deletedBy ?? '',
  }))
  return { items, next: page.next, total: counted[0]?.n ?? 0 }
}
