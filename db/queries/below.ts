import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { raw } from '../drizzle'
import type { Engine } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'

const row = z.object({ id: z.uuid(), slug_taken: z.boolean() })

/**
 * Everything below an item that is outside the trash, or (given its instant) that went there at that instant; nearest
 * first. `slug_taken`: another item outside the trash has its slug meanwhile.
 */
export async function listBelow(
  engine: Engine,
  workspaceId: string,
  id: string,
  trashedAt: string | null,
): Promise<z.infer<typeof row>[]> {
  const query = sql`
    with recursive below as (
      select e.workspace_id, e.id, e.type, e.slug, 1 as depth from entity e
       where e.workspace_id = ${workspaceId}::uuid and e.parent_id = ${id}::uuid
         and e.deleted_at is not distinct from ${trashedAt}::timestamptz
      union all
      select e.workspace_id, e.id, e.type, e.slug, b.depth + 1 from below b
        join entity e on e.workspace_id = b.workspace_id and e.parent_id = b.id
       where e.deleted_at is not distinct from ${trashedAt}::timestamptz
    )
    select b.id, exists (
        select 1 from entity o where o.workspace_id = b.workspace_id and o.type = b.type and o.slug = b.slug
           and o.deleted_at is null and o.id <> b.id) as slug_taken
      from below b order by b.depth, b.id`
  const [, result] = await engine.pipeline([workspaceSetting(workspaceId), raw(query)])
  return z.array(row).parse(result?.rows)
}
