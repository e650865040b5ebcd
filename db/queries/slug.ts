import { and, eq, isNull, like, ne, or } from 'drizzle-orm'
import type { EntityType } from '../../contract/vocabulary'
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
