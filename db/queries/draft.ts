import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type DraftState, draftStep, runExtras } from '../../contract/draft'
import { entityDocument } from '../../contract/template'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { draft } from '../schema'
import type { Who } from '../write/command'

/** Work of one account, on one device. */
export const ownDraft = (who: Who, entityId: string) =>
  and(
    eq(draft.workspaceId, who.workspaceId),
    eq(draft.accountId, who.accountId),
    eq(draft.deviceId, who.deviceId),
    eq(draft.entityId, entityId),
  )

/** The caller's own unsaved work on an item, on this device; null where there is none. */
export async function getDraft(engine: Engine, who: Who, entityId: string): Promise<DraftState | null> {
  const [row] = await reader(engine, who.workspaceId)
    .select({
      entityId: draft.entityId,
      baseVersionId: draft.baseVersionId,
      document: draft.document,
      values: draft.values,
      extras: draft.extras,
      steps: draft.undoLog,
      position: draft.undoPosition,
      keptAt: draft.updatedAt,
    })
    .from(draft)
    .where(ownDraft(who, entityId))
  if (!row) return null
  const { steps, position, ...rest } = row
  return {
    ...rest,
    values: { ...row.values },
    extras: runExtras.parse(row.extras),
    document: entityDocument.parse(row.document),
    undo: { steps: z.array(draftStep).parse(steps), position },
  }
}
