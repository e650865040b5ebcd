import { and, eq, sql } from 'drizzle-orm'
import { builder, fixed, placeholder, statement } from '../drizzle'
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
        metadata: { ...change.metadata, ...shownForm(change) },
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
  const { workspaceId } = who
  const { change, body, number, ids, documentChanged } = prepared
  return [
    ...(documentChanged ? [putContent(who, body)] : []),
    closeVersion({ workspaceId, id: before.headVersionId }),
    ...insertVersion(who, change, body.hash, number, ids.status),
    moveBranch({ workspaceId, id: change.id, headVersionId: change.versionId }),
    updateHead(who, before, prepared),
  ]
}

const closeVersion = fixed<{ workspaceId: string; id: string }>(() =>
  statement(
    builder
      .update(entityVersion)
      .set({ validTo: now, state: 'past' })
      .where(
        and(
          eq(entityVersion.workspaceId, placeholder('workspaceId')),
          eq(entityVersion.id, placeholder('id')),
        ),
      ),
  ),
)

const moveBranch = fixed<{ workspaceId: string; id: string; headVersionId: string }>(() =>
  statement(
    builder
      .update(branch)
      .set({ headVersionId: sql`${placeholder('headVersionId')}` })
      .where(and(eq(branch.workspaceId, placeholder('workspaceId')), eq(branch.id, placeholder('id')))),
  ),
)

function updateHead(who: Who, before: NonNullable<EntityChange['before']>, prepared: Prepared): Statement {
  const { change, body, number, documentChanged } = prepared
  const set = {
    number,
    semver: change.semver,
    headVersionId: change.versionId,
    rowVersion: before.rowVersion + 1,
    updatedBy: who.accountId,
  }
  const where = { workspaceId: who.workspaceId, id: change.id }
  const more = { ...changedState(prepared), ...trashed(who, before.deletedAt !== null, change.deleted) }
  if (documentChanged && Object.keys(more).length === 0) {
    return saveHead({ ...where, ...set, doc: body.text, metadata: JSON.stringify(shownForm(change)) })
  }
  // Left alone where it is the same, so that its stored copy need not be written again.
  const document = documentChanged
    ? {
        doc: sql`${body.text}::jsonb`,
        metadata: sql`${entity.metadata} || ${JSON.stringify(shownForm(change))}::jsonb`,
      }
    : {}
  return statement(
    builder
      .update(entity)
      .set({ ...set, ...more, ...document, updatedAt: now })
      .where(and(eq(entity.workspaceId, where.workspaceId), eq(entity.id, where.id))),
  )
}

/** What nearly every save changes: the document, and nothing of the state. */
const saveHead = fixed<{
  workspaceId: string
  id: string
  number: number
  semver: string
  headVersionId: string
  rowVersion: number
  updatedBy: string
  doc: string
  metadata: string
}>(() =>
  statement(
    builder
      .update(entity)
      .set({
        number: sql`${placeholder('number')}::integer`,
        semver: sql`${placeholder('semver')}`,
        headVersionId: sql`${placeholder('headVersionId')}`,
        rowVersion: sql`${placeholder('rowVersion')}::bigint`,
        updatedBy: sql`${placeholder('updatedBy')}`,
        updatedAt: now,
        doc: sql`${placeholder('doc')}::jsonb`,
        metadata: sql`${entity.metadata} || ${placeholder('metadata')}::jsonb`,
      })
      .where(and(eq(entity.workspaceId, placeholder('workspaceId')), eq(entity.id, placeholder('id')))),
  ),
)

/** Only what differs from the locked head is set: most saves change nothing of the state. */
function changedState({ change, stateFields }: Prepared): Partial<EntityState> {
  const names = new Set(stateFields.map((field) => field.path.replace(/[.[].*/, '')))
  return Object.fromEntries(Object.entries(change.state).filter(([name]) => names.has(name)))
}

/** Lists show whether a template is a text or a chat, and do not read documents. */
export const shownForm = ({ document }: EntityChange): JsonObject =>
  document.kind === 'template' ? { form: document.form } : {}

function trashed(who: Who, was: boolean, is: boolean) {
  if (was === is) return {}
  return is ? { deletedAt: now, deletedBy: who.accountId } : { deletedAt: null, deletedBy: null }
}

function insertVersion(
  { workspaceId, accountId, deviceId }: Who,
  change: EntityChange,
  contentHash: string,
  number: number,
  statusId: string,
): Statement[] {
  const { id: entityId, versionId, state } = change
  return [
    addVersion({
      ...state,
      workspaceId,
      id: versionId,
      entityId,
      number,
      semver: change.semver,
      kind: change.kind,
      deleted: change.deleted,
      contentHash,
      message: change.message,
      parents: change.parents,
      accountId,
      deviceId,
    }),
    addStatus({ workspaceId, id: statusId, versionId, status: state.status, accountId }),
  ]
}

interface VersionValues extends EntityState {
  readonly workspaceId: string
  readonly id: string
  readonly entityId: string
  readonly number: number
  readonly semver: string
  readonly kind: EntityChange['kind']
  readonly deleted: boolean
  readonly contentHash: string
  readonly message: string | null
  readonly parents: readonly string[]
  readonly accountId: string
  readonly deviceId: string
}

const addVersion = fixed<VersionValues>(() =>
  statement(
    builder.insert(entityVersion).values({
      workspaceId: placeholder('workspaceId'),
      id: placeholder('id'),
      entityId: placeholder('entityId'),
      branchId: placeholder('entityId'),
      number: placeholder('number'),
      semver: placeholder('semver'),
      kind: placeholder('kind'),
      parentId: placeholder('parentId'),
      title: placeholder('title'),
      description: placeholder('description'),
      slug: placeholder('slug'),
      status: placeholder('status'),
      visibility: placeholder('visibility'),
      classification: placeholder('classification'),
      requiresApproval: placeholder('requiresApproval'),
      tags: placeholder('tags'),
      category: placeholder('category'),
      sortKey: placeholder('sortKey'),
      pinned: placeholder('pinned'),
      colour: placeholder('colour'),
      icon: placeholder('icon'),
      ownerId: placeholder('ownerId'),
      replacedBy: placeholder('replacedBy'),
      deleted: placeholder('deleted'),
      contentHash: placeholder('contentHash'),
      message: placeholder('message'),
      parents: placeholder('parents'),
      authorId: placeholder('accountId'),
      deviceId: placeholder('deviceId'),
      authoredAt: now,
      validFrom: now,
    }),
  ),
)

const addStatus = fixed<{
  workspaceId: string
  id: string
  versionId: string
  status: string
  accountId: string
}>(() =>
  statement(
    builder.insert(versionStatus).values({
      workspaceId: placeholder('workspaceId'),
      id: placeholder('id'),
      versionId: placeholder('versionId'),
      status: placeholder('status'),
      accountId: placeholder('accountId'),
      validFrom: now,
    }),
  ),
)

/** Equal bodies of a workspace are one row. */
export function putContent({ workspaceId }: Pick<Who, 'workspaceId'>, body: Prepared['body']): Statement {
  return addContent({ workspaceId, ...contentRow(body) })
}

const addContent = fixed<ReturnType<typeof contentRow> & { workspaceId: string }>(() =>
  statement(
    builder
      .insert(content)
      .values({
        workspaceId: placeholder('workspaceId'),
        hash: placeholder('hash'),
        body: placeholder('body'),
        encoding: placeholder('encoding'),
        size: placeholder('size'),
        createdAt: now,
      })
      .onConflictDoNothing(),
  ),
)
