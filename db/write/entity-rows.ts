import { and, eq, sql } from 'drizzle-orm'
import { builder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { branch, content, entity, entityVersion, versionStatus } from '../schema'
import type { JsonObject } from '../schema/columns'
import type { EntityChange, EntityState, Who } from './command'
import { commandInstant as now } from './functions'
import { contentRow, type Prepared } from './prepared'

/** The rows of an entity's first version. */
export function insertEntity(who: Who, { change, body, number, ids }: Prepared): Statement[] {
  const { workspaceId, accountId } = who
  return [
    putContent(who, body),
    statement(
      builder.insert(entity).values({
        workspaceId,
        id: change.id,
        type: change.type,
        libraryKind: change.libraryKind,
        ...change.state,
        doc: sql`${body.text}::jsonb`,
        metadata: shownForm(change),
        number,
        semver: change.semver,
        headVersionId: change.versionId,
        createdAt: now,
        createdBy: accountId,
        updatedAt: now,
        updatedBy: accountId,
      }),
    ),
    statement(
      builder.insert(branch).values({
        workspaceId,
        // Main's id is its entity's, so that an as-of read needs no look-up.
        id: change.id,
        entityId: change.id,
        name: 'main',
        headVersionId: change.versionId,
        createdAt: now,
        createdBy: accountId,
      }),
    ),
    ...insertVersion(who, change, body.hash, number, ids.status),
  ]
}

/** The head's new state; the version before it is closed at the instant this one begins. */
export function updateEntity(
  who: Who,
  before: NonNullable<EntityChange['before']>,
  prepared: Prepared,
): Statement[] {
  const { change, body, number, ids, documentChanged } = prepared
  const mine = and(eq(entity.workspaceId, who.workspaceId), eq(entity.id, change.id))
  return [
    ...(documentChanged ? [putContent(who, body)] : []),
    statement(
      builder
        .update(entityVersion)
        .set({ validTo: now, state: 'past' })
        .where(
          and(eq(entityVersion.workspaceId, who.workspaceId), eq(entityVersion.id, before.headVersionId)),
        ),
    ),
    ...insertVersion(who, change, body.hash, number, ids.status),
    statement(
      builder
        .update(branch)
        .set({ headVersionId: change.versionId })
        .where(and(eq(branch.workspaceId, who.workspaceId), eq(branch.id, change.id))),
    ),
    statement(
      builder
        .update(entity)
        .set({
          ...changedState(prepared),
          // Left alone where it is the same, so that its stored copy need not be written again.
          ...(documentChanged
            ? {
                doc: sql`${body.text}::jsonb`,
                metadata: sql`${entity.metadata} || ${JSON.stringify(shownForm(change))}::jsonb`,
              }
            : {}),
          number,
          semver: change.semver,
          headVersionId: change.versionId,
          rowVersion: before.rowVersion + 1,
          updatedAt: now,
          updatedBy: who.accountId,
          ...trashed(who, before.deletedAt !== null, change.deleted),
        })
        .where(mine),
    ),
  ]
}

/** Only what differs from the locked head is set: most saves change nothing of the state. */
function changedState({ change, stateFields }: Prepared): Partial<EntityState> {
  const names = new Set(stateFields.map((field) => field.path.replace(/[.[].*/, '')))
  return Object.fromEntries(Object.entries(change.state).filter(([name]) => names.has(name)))
}

/** Lists show whether a template is a text or a chat, and do not read documents. */
const shownForm = ({ document }: EntityChange): JsonObject =>
  document.kind === 'template' ? { form: document.form } : {}

function trashed(who: Who, was: boolean, is: boolean) {
  if (was === is) return {}
  return is ? { deletedAt: now, deletedBy: who.accountId } : { deletedAt: null, deletedBy: null }
}

function insertVersion(
  who: Who,
  change: EntityChange,
  contentHash: string,
  number: number,
  statusId: string,
): Statement[] {
  const { workspaceId } = who
  return [
    statement(
      builder.insert(entityVersion).values({
        workspaceId,
        id: change.versionId,
        entityId: change.id,
        branchId: change.id,
        number,
        semver: change.semver,
        kind: change.kind,
        ...change.state,
        deleted: change.deleted,
        contentHash,
        message: change.message,
        parents: change.parents,
        authorId: who.accountId,
        deviceId: who.deviceId,
        authoredAt: now,
        validFrom: now,
      }),
    ),
    statement(
      builder.insert(versionStatus).values({
        workspaceId,
        id: statusId,
        versionId: change.versionId,
        status: change.state.status,
        accountId: who.accountId,
        validFrom: now,
      }),
    ),
  ]
}

/** Equal bodies of a workspace are one row. */
export function putContent({ workspaceId }: Pick<Who, 'workspaceId'>, body: Prepared['body']): Statement {
  return statement(
    builder
      .insert(content)
      .values({ workspaceId, ...contentRow(body), createdAt: now })
      .onConflictDoNothing(),
  )
}
