import { eq } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/** Whether anything was ever made in a workspace; what lies in its trash counts. */
export async function hasEntities(engine: Engine, workspaceId: string): Promise<boolean> {
  const rows = await reader(engine, workspaceId)
    .select({ id: entity.id })
    .from(entity)
    .where(eq(entity.workspaceId, workspaceId))
    .limit(1)
  return rows.length > 0
}
