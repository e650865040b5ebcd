import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { raw } from '../drizzle'
import type { Engine } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'

const row = z.object({
  id: z.uuid(),
  key: z.string(),
  number: z.number().int(),
  heldBy: z.array(z.uuid()),
})
export type StarterItem = z.infer<typeof row>

/** The starter items outside the trash, each with what lies in it, includes it, is built on it or runs it. */
export async function listStarter(engine: Engine, workspaceId: string): Promise<StarterItem[]> {
  const query = sql`
    select e.id, e.metadata ->> 'starter' as key, e.number,
           array(select r.source_id from relationship r
                   join entity s on s.workspace_id = r.workspace_id and s.id = r.source_id and s.deleted_at is null
                  where r.workspace_id = e.workspace_id and r.target_id = e.id and r.valid_to is null
                    and r.type in ('part_of', 'depends_on', 'extends', 'uses')) as "heldBy"
      from entity e
     where e.workspace_id = ${workspaceId}::uuid and e.deleted_at is null and e.metadata ? 'starter'
     order by e.id`
  const [, result] = await engine.pipeline([workspaceSetting(workspaceId), raw(query)])
  return z.array(row).parse(result?.rows)
}
