import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { raw } from '../drizzle'
import type { Engine } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'

const row = z.object({ id: z.uuid() })

/**
 * The ids of everything below some items that is outside the trash, or (given its instant) that went there at that
 * instant; nearest first.
 */
export async function listBelow(
  engine: Engine,
  workspaceId: string,
  ids: readonly string[],
  trashedAt: string | null,
): Promise<string[]> {
  // Each has an index of its own.
  const there = trashedAt === null ? sql`e.deleted_at is null` : sql`e.deleted_at = ${trashedAt}::timestamptz`
  const query = sql`
    with recursive below as (
      select e.id, 1 as depth from entity e
       where e.workspace_id = ${workspaceId}::uuid and e.parent_id = any(${`{${ids.join(',')}}`}::uuid[])
         and ${there}
      union all
      select e.id, b.depth + 1 from below b
        join entity e on e.workspace_id = ${workspaceId}::uuid and e.parent_id = b.id
       where ${there}
    )
    select id from below group by id order by min(depth), id`
  const [, result] = await engine.pipeline([workspaceSetting(workspaceId), raw(query)])
  return z
    .array(row)
    .parse(result?.rows)
    .map((each) => each.id)
}
