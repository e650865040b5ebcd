import { and, asc, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { EntitySummary } from '../../contract/entity'
import { type EntityType, entityTypes } from '../../contract/vocabulary'
import { type Reader, reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityStats, searchDocument } from '../schema'
import { byTitle } from '../schema/columns'
import { averageCost, statsOfEntity, summary, toSummary } from './entity'
import { type Page, pageOf, readCursor } from './page'

export interface EntityQuery {
  /** A place; none means the whole workspace. */
  readonly parentId?: string | null | undefined
  /** What lies in the places below it too. */
  readonly deep: boolean
  /** Default: everything but labs, libraries and conversations. */
  readonly types?: readonly EntityType[] | undefined
  /** Part of a title, or words of title, description, tags or text. */
  readonly filter?: string | undefined
  readonly sort: 'title' | 'updated' | 'place'
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** Conversations have a list of their own, by when they were last used. */
const items = entityTypes.filter((type) => type !== 'lab' && type !== 'library' && type !== 'conversation')

/** One keyset page of items outside the trash, and how many match in all. */
export async function listEntities(
  engine: Engine,
  workspaceId: string,
  query: EntityQuery,
): Promise<Page<EntitySummary> & { readonly total: number }> {
  const db = reader(engine, workspaceId)
  const parents = query.parentId ? await placesOf(db, workspaceId, query.parentId, query.deep) : null
  const wanted = and(
    eq(entity.workspaceId, workspaceId),
    isNull(entity.deletedAt),
    inArray(entity.type, [...(query.types ?? items)]),
    parents ? inArray(entity.parentId, parents) : undefined,
    query.filter?.trim() ? matches(db, workspaceId, query.filter.trim()) : undefined,
  )
  const order = orders[query.sort]
  // Row by row for the page alone, whatever the planner thinks of reading all figures first.
  const stats = db.select().from(entityStats).where(statsOfEntity).limit(1).as('stats')
  const from = readCursor(query.cursor, 3)
  const [rows, total] = await Promise.all([
    db
      .select({
        ...summary,
        runs: stats.runs,
        averageCost: averageCost(stats),
        lastUsedAt: stats.lastUsedAt,
        key: order.key,
      })
      .from(entity)
      .leftJoinLateral(stats, sql`true`)
      .where(and(wanted, from && order.after(from[0] ?? '', from[1] ?? '')))
      .orderBy(...order.by)
      .limit(query.limit + 1),
    from ? Number(from[2]) : countWhere(db, wanted),
  ])
  const page = pageOf(rows, query.limit, (last) => [last.key, last.id, String(total)])
  return { items: page.items.map(({ key: _, ...row }) => toSummary(row)), next: page.next, total }
}

/** Reads every match, so that only the first page asks; the pages after it carry the answer in their cursor. */
async function countWhere(db: Reader, wanted: SQL | undefined): Promise<number> {
  const [counted] = await db.select({ total: count() }).from(entity).where(wanted)
  return counted?.total ?? 0
}

interface Order {
  readonly key: SQL<string>
  readonly by: readonly SQL[]
  readonly after: (key: string, id: string) => SQL
}

const title = byTitle(entity.title)

const orders: Record<EntityQuery['sort'], Order> = {
  title: {
    key: sql<string>`${title}`,
    by: [asc(title), asc(entity.id)],
    after: (key, id) => sql`(${title}, ${entity.id}) > (${key}, ${id}::uuid)`,
  },
  updated: {
    key: sql<string>`${entity.updatedAt}::text`,
    by: [desc(entity.updatedAt), desc(entity.id)],
    after: (key, id) => sql`(${entity.updatedAt}, ${entity.id}) < (${key}::timestamptz, ${id}::uuid)`,
  },
  place: {
    key: sql<string>`${entity.sortKey}`,
    by: [asc(entity.sortKey), asc(entity.id)],
    after: (key, id) => sql`(${entity.sortKey}, ${entity.id}) > (${key}, ${id}::uuid)`,
  },
}

/** The place itself and, where asked for, every place below it. */
async function placesOf(db: Reader, workspaceId: string, id: string, deep: boolean): Promise<string[]> {
  if (!deep) return [id]
  const rows = await db
    .select({ id: entity.id, parentId: entity.parentId })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        isNull(entity.deletedAt),
        inArray(entity.type, ['lab', 'library']),
      ),
    )
  const found = new Set([id])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const row of rows) if (row.parentId && found.has(row.parentId)) found.add(row.id)
  }
  return [...found]
}

/** As a sub-select the query is worked out once; a function in the condition would keep it from the index. */
function matches(db: Reader, workspaceId: string, filter: string): SQL {
  const part = `%${filter.replace(/[\\%_]/g, '\\$&')}%`
  return inArray(
    entity.id,
    db
      .select({ id: searchDocument.sourceId })
      .from(searchDocument)
      .where(
        and(
          eq(searchDocument.workspaceId, workspaceId),
          eq(searchDocument.source, 'entity'),
          sql`(${searchDocument.title} ilike ${part} or ${searchDocument.tsv} @@ (select studio_query(${filter})))`,
        ),
      ),
  )
}
