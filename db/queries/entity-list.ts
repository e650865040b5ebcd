import { and, arrayContains, asc, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type EntitySummary, type ItemFilter, type ListSort, mostItems } from '../../contract/entity'
import { entityTypes } from '../../contract/vocabulary'
import { type Reader, reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityStats, searchDocument } from '../schema'
import { byTitle } from '../schema/columns'
import {
  averageCost,
  isFavourite,
  type Member,
  meanRating,
  statsOfEntity,
  summary,
  toSummary,
} from './entity'
import { oneOfIds } from './head'
import { type Page, pageOf, readCursor } from './page'

interface OrderQuery extends ItemFilter {
  readonly sort: ListSort
  readonly pinnedFirst?: boolean | undefined
}

export interface EntityQuery extends OrderQuery {
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** Where nothing is said of types: no places, and no conversations, which have a list of their own. */
const items = entityTypes.filter((type) => type !== 'lab' && type !== 'library' && type !== 'conversation')

/** What a page reads: all there is, or first what is pinned and then the rest, each by its own index. */
type Part = 'all' | 'pinned' | 'rest'

/** One keyset page of items outside the trash, and how many match in all. */
export async function listEntities(
  engine: Engine,
  member: Member,
  query: EntityQuery,
): Promise<Page<EntitySummary> & { readonly total: number }> {
  const db = reader(engine, member.workspaceId)
  const condition = await conditionOf(db, member, query)
  const cursor = readCursor(query.cursor, 4)
  const from = cursor && {
    part: cursor[0],
    key: cursor[1] ?? '',
    id: cursor[2] ?? '',
    total: Number(cursor[3]),
  }
  const read = (part: Part) => readPart(db, member, query, condition, part, from?.part === part ? from : null)
  // What is pinned is few, and is read beside the rest.
  const [pinned, others] = await Promise.all([
    query.pinnedFirst && from?.part !== 'rest' ? read('pinned') : [],
    read(query.pinnedFirst ? 'rest' : 'all'),
  ])
  const rows = [...pinned, ...others]
  const total = from?.total ?? others[0]?.total ?? (await countMatches(db, condition))
  const page = pageOf(rows, query.limit, (last) => [last.part, last.key, last.id, String(total)])
  const shown = page.items.map(({ key: _, part: __, total: ___, ...row }) => toSummary(row))
  return { items: shown, next: page.next, total }
}

async function readPart(
  db: Reader,
  member: Member,
  { sort, limit }: EntityQuery,
  { wanted, found }: Condition,
  part: Part,
  from: { readonly key: string; readonly id: string; readonly total: number } | null,
) {
  const stats = statsBeside(db)
  const order = orders[sort](stats)
  const rows = await db
    .with(...found)
    .select({
      ...summary,
      runs: stats.runs,
      averageCost: averageCost(stats),
      lastUsedAt: stats.lastUsedAt,
      rating: meanRating(stats),
      ratings: stats.ratingCount,
      favourite: isFavourite(member),
      key: order.key,
      // It reads every match, so that only the first page asks; the pages after it carry the answer in their cursor.
      total:
        from || part === 'pinned'
          ? sql<number>`${from?.total ?? 0}::int`
          : sql<number>`(${db.select({ total: count() }).from(entity).where(wanted)})::int`,
    })
    .from(entity)
    .leftJoinLateral(stats, sql`true`)
    .where(and(wanted, ofPart[part], from ? order.after(from.key, from.id) : undefined))
    .orderBy(...order.by)
    .limit(limit + 1)
  return rows.map((row) => ({ ...row, part }))
}

/** As the index of what is pinned says it. */
const isPinned = sql`${entity.pinned}`
const ofPart: Record<Part, SQL | undefined> = {
  all: undefined,
  pinned: isPinned,
  rest: sql`not ${entity.pinned}`,
}

/** Where everything that matches is pinned, no row of the rest tells how much there is. */
async function countMatches(db: Reader, { wanted, found }: Condition): Promise<number> {
  const [row] = await db
    .with(...found)
    .select({ total: count() })
    .from(entity)
    .where(wanted)
  return row?.total ?? 0
}

/** The ids of all that a list shows, in its order; at most as many as one command may name. */
export async function listEntityIds(engine: Engine, member: Member, query: OrderQuery): Promise<string[]> {
  const db = reader(engine, member.workspaceId)
  const stats = statsBeside(db)
  const { wanted, found } = await conditionOf(db, member, query)
  const rows = await db
    .with(...found)
    .select({ id: entity.id })
    .from(entity)
    .leftJoinLateral(stats, sql`true`)
    .where(wanted)
    .orderBy(...(query.pinnedFirst ? [desc(entity.pinned)] : []), ...orders[query.sort](stats).by)
    .limit(mostItems)
  return rows.map((row) => row.id)
}

/** Row by row for the page alone, whatever the planner thinks of reading all figures first. */
const statsBeside = (db: Reader) => db.select().from(entityStats).where(statsOfEntity).limit(1).as('stats')
type Stats = ReturnType<typeof statsBeside>

interface Condition {
  readonly wanted: SQL | undefined
  /** What `wanted` looks in, to be put before the query. */
  readonly found: readonly Found[]
}

async function conditionOf(db: Reader, member: Member, query: ItemFilter): Promise<Condition> {
  const { workspaceId } = member
  const words = query.filter?.trim()
  const [parents, matches] = await Promise.all([
    query.parentId ? placesOf(db, workspaceId, query.parentId, query.deep) : null,
    words ? matching(db, workspaceId, words) : null,
  ])
  const wanted = and(
    eq(entity.workspaceId, workspaceId),
    isNull(entity.deletedAt),
    inArray(entity.type, [...(query.types ?? items)]),
    parents ? inArray(entity.parentId, parents) : undefined,
    query.tags?.length ? arrayContains(entity.tags, query.tags) : undefined,
    query.statuses?.length ? inArray(entity.status, query.statuses) : undefined,
    query.favourites ? isFavourite(member) : undefined,
    query.pinned ? isPinned : undefined,
    matches?.wanted,
  )
  return { wanted, found: matches?.found ?? [] }
}

interface Order {
  readonly key: SQL<string>
  readonly by: readonly SQL[]
  readonly after: (key: string, id: string) => SQL
}

const title = byTitle(entity.title)

const plain: Record<'title' | 'updated' | 'place', Order> = {
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

/** Most first; those without a figure last. */
const byFigure = (figure: SQL): Order => ({
  key: sql<string>`${figure}::text`,
  by: [desc(figure), desc(entity.id)],
  after: (key, id) => sql`(${figure}, ${entity.id}) < (${key}::float8, ${id}::uuid)`,
})

/**
 * The lower end of the interval (Wilson, 95 %) around the share of the scale that the ratings reach: five stars of
 * one person stand below four and a half of twenty.
 */
const lowerBound = ({ ratingSum, ratingCount }: Stats): SQL => {
  const share = sql`((${ratingSum}::float8 / nullif(${ratingCount}, 0) - 1) / 4)`
  const n = sql`nullif(${ratingCount}, 0)::float8`
  return sql`coalesce((${share} + 1.92 / ${n} - 1.96 * sqrt(greatest(${share} * (1 - ${share}) / ${n}, 0)
    + 0.96 / (${n} * ${n}))) / (1 + 3.84 / ${n}), -1)`
}

const orders: Record<ListSort, (stats: Stats) => Order> = {
  title: () => plain.title,
  updated: () => plain.updated,
  place: () => plain.place,
  rating: (stats) => byFigure(lowerBound(stats)),
  runs: (stats) => byFigure(sql`coalesce(${stats.runs}, 0)::float8`),
  cost: (stats) => byFigure(sql`coalesce(${stats.costSum} / nullif(${stats.costKnown}, 0), -1)::float8`),
  used: (stats) => byFigure(sql`coalesce(extract(epoch from ${stats.lastUsedAt}), -1)::float8`),
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

type Found = ReturnType<typeof foundBy>

/** Up to so many matches are named one by one, and the order of the list is not walked to meet them. */
const fewMatches = 500

/**
 * Few matches are looked up and sorted; where there are many, the list is walked in its order and each item asked for
 * among them, once for page and total together. The planner cannot tell the two apart: it knows no words.
 */
async function matching(db: Reader, workspaceId: string, filter: string): Promise<Condition> {
  const found = foundBy(db, workspaceId, filter)
  const some = await db
    .with(found)
    .select()
    .from(found)
    .limit(fewMatches + 1)
  if (some.length <= fewMatches) {
    const ids = some.map(({ id }) => id)
    return { wanted: oneOfIds(entity.id, ids), found: [] }
  }
  // "is true" keeps the planner from a join that compares every item with every match.
  return { wanted: sql`(${inArray(entity.id, db.select().from(found))}) is true`, found: [found] }
}

/**
 * By title and by text each on its own: together no index serves them, and every text would be unpacked. As a
 * sub-select the query is worked out once; a function in the condition would keep it from the index.
 */
function foundBy(db: Reader, workspaceId: string, filter: string) {
  const part = `%${filter.replace(/[\\%_]/g, '\\$&')}%`
  const by = (how: SQL) =>
    db
      .select({ id: searchDocument.sourceId })
      .from(searchDocument)
      .where(and(eq(searchDocument.workspaceId, workspaceId), eq(searchDocument.source, 'entity'), how))
  const byText = by(sql`${searchDocument.tsv} @@ (select studio_query(${filter}))`)
  return db.$with('found').as(by(sql`${searchDocument.title} ilike ${part}`).unionAll(byText))
}
