import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm'
import type { PlaceNode } from '../../contract/entity'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/** Labs and libraries outside the trash, in their order, each with the number of items anywhere below it. */
export async function listPlaces(engine: Engine, workspaceId: string): Promise<PlaceNode[]> {
  const db = reader(engine, workspaceId)
  const live = and(eq(entity.workspaceId, workspaceId), isNull(entity.deletedAt))
  const [rows, counts] = await Promise.all([
    db
      .select({
        id: entity.id,
        type: entity.type,
        libraryKind: entity.libraryKind,
        parentId: entity.parentId,
        title: entity.title,
        sortKey: entity.sortKey,
        rowVersion: entity.rowVersion,
        colour: entity.colour,
        icon: entity.icon,
      })
      .from(entity)
      .where(and(live, inArray(entity.type, ['lab', 'library'])))
      .orderBy(asc(entity.sortKey), asc(entity.id)),
    db
      .select({ parentId: entity.parentId, items: count() })
      .from(entity)
      .where(
        and(
          live,
          inArray(entity.type, ['template', 'context', 'workflow', 'variable_set', 'variable_definition']),
        ),
      )
      .groupBy(entity.parentId),
  ])
  const places = rows.flatMap((row) => (isPlace(row.type) ? [{ ...row, type: row.type, items: 0 }] : []))
  return withTotals(places, new Map(counts.map((row) => [row.parentId, row.items])))
}

const isPlace = (type: string): type is PlaceNode['type'] => type === 'lab' || type === 'library'

/** Adds each place's own items to it and to every place it lies in. */
function withTotals(places: readonly PlaceNode[], own: ReadonlyMap<string | null, number>): PlaceNode[] {
  const byId = new Map(places.map((place) => [place.id, { ...place }]))
  for (const place of places) {
    const items = own.get(place.id) ?? 0
    for (let at = byId.get(place.id); at; at = at.parentId ? byId.get(at.parentId) : undefined) {
      at.items += items
    }
  }
  return [...byId.values()]
}
