import { sql } from 'drizzle-orm'
import type { DraftState } from '../../contract/draft'
import { storable, storableObject } from '../../core/document/canonical'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { ownDraft } from '../queries/draft'
import { draft } from '../schema'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

/** Keeps what stands in an open editor, over what was kept before. */
export async function keepDraft(
  engine: Engine,
  who: Who,
  input: Omit<DraftState, 'keptAt' | 'undo' | 'extras'> &
    Partial<Pick<DraftState, 'undo' | 'extras'>> & { readonly commandId: string },
): Promise<{ keptAt: string }> {
  const row = builder
    .insert(draft)
    .values({
      workspaceId: who.workspaceId,
      accountId: who.accountId,
      deviceId: who.deviceId,
      entityId: input.entityId,
      entityType: input.document.kind,
      baseVersionId: input.baseVersionId,
      document: storableObject(input.document),
      values: storableObject(input.values),
      extras: storableObject(input.extras ?? {}),
      undoLog: (input.undo?.steps ?? []).map(storable),
      undoPosition: input.undo?.position ?? 0,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: [draft.workspaceId, draft.accountId, draft.deviceId, draft.entityId],
      set: {
        baseVersionId: sql`excluded.base_version_id`,
        document: sql`excluded.document`,
        values: sql`excluded.values`,
        extras: sql`excluded.extras`,
        undoLog: sql`excluded.undo_log`,
        undoPosition: sql`excluded.undo_position`,
        updatedAt: now,
      },
    })
  const { at } = await keep(engine, who, input.commandId, [statement(row)])
  return { keptAt: at }
}

/** Answers false where this command had been applied before. */
export async function discardDraft(
  engine: Engine,
  who: Who,
  { commandId, entityId }: { readonly commandId: string; readonly entityId: string },
): Promise<boolean> {
  const gone = builder.delete(draft).where(ownDraft(who, entityId))
  return (await keep(engine, who, commandId, [statement(gone)])).applied
}
