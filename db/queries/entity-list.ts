import {
  and,
  arrayContains,
  asc,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
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
import { firstRows, type Page, pageOf, readCursor } from './page'

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

/** One keyset page of items outside the trash. */
export async function listEntities(
  engine: Engine,
  member: Member,
  query: EntityQuery,
): Promise<Page<EntitySummary>> {
  const db = reader(engine, member.workspaceId)
  const wanted = await conditionOf(db, member, query)
  const cursor = readCursor(query.cursor, 3)
  const from = cursor && { part: cursor[0], key: cursor[1] ?? '', id: cursor[2] ?? '' }
  const read = (part: Part) => readPart(db, member, query, wanted, part, from?.part === part ? from : null)
  // What is pinned is few, and is read beside the rest.
  const parts = await Promise.all([
    query.pinnedFirst && from?.part !== 'rest' ? read('pinned') : [],
    read(query.pinnedFirst ? 'rest' : 'all'),
  ])
  const page = pageOf(parts.flat(), query.limit, (last) => [last.part, last.key, last.id])
  return { items: page.items.map(({ key: _, part: __, ...row }) => toSummary(row)), next: page.next }
}

/**
 * How many items a list has in all. It reads every match, so that no page waits for it.
 * @returns 0 or more
 */
export async function countEntities(engine: Engine, member: Member, filter: ItemFilter): Promise<number> {
  const db = reader(engine, member.workspaceId)
  const wanted = await conditionOf(db, member, filter, 'all')
  const [row] = await db.select({ total: count() }).from(entity).where(wanted)
  return row?.total ?? 0
}

async function readPart(
  db: Reader,
  member: Member,
  { sort, limit }: EntityQuery,
  wanted: SQL | undefined,
  part: Part,
  from: { readonly key: string; readonly id: string } | null,
) {
  const stats = statsBeside(db)
  const order = orders[sort](stats)
  const rows = await db
    .select({
      ...summary,
      runs: stats.runs,
      averageCost: averageCost(stats),
      lastUsedAt: stats.lastUsedAt,
      rating: meanRating(stats),
      ratings: stats.ratingCount,
      favourite: isFavourite(member),
      key: order.key,
    })
    .from(entity)
    .leftJoinLateral(stats, sql`true`)
    .where(and(wanted, ofPart[part], from ? order.after(from.key, from.id) : undefined))
    .orderBy(firstRows(sql.join([...order.by], sql`, `), limit + 1))
  return rows.map((row) => ({ ...row, part }))
}

/** As the index of what is pinned says it. */
const isPinned = sql`${entity.pinned}`
const ofPart: Record<Part, SQL | undefined> = {
  all: undefined,
  pinned: isPinned,
  rest: sql`not ${entity.pinned}`,
}

/** The ids of all that a list shows, in its order; at most as many as one command may name. */
export async function listEntityIds(engine: Engine, member: Member, query: OrderQuery): Promise<string[]> {
  const db = reader(engine, member.workspaceId)
  const stats = statsBeside(db)
  const wanted = await conditionOf(db, member, query, 'all')
  const rows = await db
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

/** @param read whether every match is read, or a page of them in the order of the list */
async function conditionOf(
  db: Reader,
  member: Member,
  query: ItemFilter,
  read: 'page' | 'all' = 'page',
): Promise<SQL | undefined> {
  const { workspaceId } = member
  const words = query.filter?.trim()
  const [parents, matches] = await Promise.all([
    query.parentId ? placesOf(db, workspaceId, query.parentId, query.deep) : null,
    words ? matching(db, workspaceId, words, read) : undefined,
  ])
  return and(
    eq(entity.workspaceId, workspaceId),
    isNull(entity.deletedAt),
    inArray(entity.type, [...(query.types ?? items)]),
    parents ? inArray(entity.parentId, parents) : undefined,
    query.tags?.length ? arrayContains(entity.tags, query.tags) : undefined,
    query.statuses?.length ? inArray(entity.status, query.statuses) : undefined,
    query.favourites ? isFavourite(member) : undefined,
    query.pinned ? isPinned : undefined,
    matches,
  )
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

/** Up to so many matches are named one by one, and the order of the list is not walked to meet them. */
const fewMatches = 500

/**
 * Few matches are looked up and sorted; where there are many, a page walks the list in its order and asks of each item
 * whether it matches, and who reads them all asks for them once. The planner cannot tell these apart: it knows no words.
 */
async function matching(db: Reader, workspaceId: string, filter: string, read: 'page' | 'all'): Promise<SQL> {
  const { byTitle, byText } = wordsOf(filter)
  const found = (how: SQL) =>
    db
      .select({ id: searchDocument.sourceId })
      .from(searchDocument)
      .where(and(eq(searchDocument.workspaceId, workspaceId), eq(searchDocument.source, 'entity'), how))
  // Each on its own: together no index serves them, and every text would be unpacked.
  const either = found(byTitle).unionAll(found(byText))
  if (read === 'page') {
    const some = await db
      .select()
      .from(either.as('some'))
      .limit(fewMatches + 1)
    if (some.length <= fewMatches) {
      return oneOfIds(
        entity.id,
        some.map(({ id }) => id),
      )
    }
    const itsOwn = and(eq(searchDocument.sourceId, entity.id), or(byTitle, byText)) ?? byTitle
    return exists(found(itsOwn))
  }
  // "is true" keeps the planner from a join that compares every item with every match.
  return sql`(${inArray(entity.id, either)}) is true`
}

/** As sub-selects the query is worked out once; a function in the condition would keep it from the index. */
function wordsOf(filter: string) {
  const part = `%${filter.replace(/[\\%_]/g, '\\$&')}%`
  return {
    byTitle: sql`${searchDocument.title} ilike ${part}`,
    byText: sql`${searchDocument.tsv} @@ (select studio_query(${filter}))`,
  }
}
