import { and, eq } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entityVersion } from '../schema'
import type { EntityState } from '../write/command'
import { oneOfIds } from './head'

/** What a version froze beside its document. */
export interface VersionState {
  readonly id: string
  readonly entityId: string
  readonly parents: readonly string[]
  readonly state: EntityState
  readonly deleted: boolean
  readonly contentHash: string
}

/** Several versions by their ids, in no order. */
export function listVersionStates(
  engine: Engine,
  workspaceId: string,
  ids: readonly string[],
): Promise<VersionState[]> {
  return reader(engine, workspaceId)
    .select({
      id: entityVersion.id,
      entityId: entityVersion.entityId,
      parents: entityVersion.parents,
      deleted: entityVersion.deleted,
      contentHash: entityVersion.contentHash,
      state: {
        parentId: entityVersion.parentId,
        title: entityVersion.title,
        description: entityVersion.description,
        slug: entityVersion.slug,
        status: entityVersion.status,
        visibility: entityVersion.visibility,
        classification: entityVersion.classification,
        requiresApproval: entityVersion.requiresApproval,
        tags: entityVersion.tags,
        category: entityVersion.category,
        sortKey: entityVersion.sortKey,
        pinned: entityVersion.pinned,
        colour: entityVersion.colour,
        icon: entityVersion.icon,
        ownerId: entityVersion.ownerId,
        replacedBy: entityVersion.replacedBy,
      },
    })
    .from(entityVersion)
    .where(and(eq(entityVersion.workspaceId, workspaceId), oneOfIds(entityVersion.id, ids)))
}
