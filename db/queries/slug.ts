import { and, eq, inArray, isNull, like, ne, or } from 'drizzle-orm'
import { type EntityType, entityTypes } from '../../contract/vocabulary'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/** Slugs that other items of the type hold and that are `slug` or begin with `slug-`. */
export async function takenSlugs(
  engine: Engine,
  workspaceId: string,
  item: { readonly id: string; readonly type: EntityType },
  slug: string,
): Promise<string[]> {
  const rows = await reader(engine, workspaceId)
    .select({ slug: entity.slug })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        eq(entity.type, item.type),
        isNull(entity.deletedAt),
        ne(entity.id, item.id),
        or(eq(entity.slug, slug), like(entity.slug, `${slug}-%`)),
      ),
    )
  return rows.flatMap((row) => row.slug ?? [])
}

/** Which of these slugs items outside the trash hold, as `type slug`. */
export async function heldSlugs(
  engine: Engine,
  workspaceId: string,
  slugs: readonly string[],
): Promise<Set<string>> {
  if (slugs.length === 0) return new Set()
  const rows = await reader(engine, workspaceId)
    .select({ type: entity.type, slug: entity.slug })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        // The types by name, since the index begins with them.
        inArray(entity.type, [...entityTypes]),
        inArray(entity.slug, [...new Set(slugs)]),
        isNull(entity.deletedAt),
      ),
    )
  return new Set(rows.map((row) => `${row.type} ${row.slug}`))
}
