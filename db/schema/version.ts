import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  classifications,
  lifecycleStatuses,
  relationshipTypes,
  versionKinds,
  versionStates,
  visibilities,
} from '../../contract/vocabulary'
import { between, bytes, instant, type JsonObject, object, oneOf, validity } from './columns'
import { entity, state } from './entity'
import { contentEncodings, reviewStates } from './enums'
import { within } from './scope'
import { workspaceId } from './workspace'

/** Bodies by the SHA-256 (hex) of their plain bytes; equal bodies of one workspace are one row. `size` is plain bytes. */
export const content = pgTable(
  'content',
  {
    workspaceId: workspaceId(),
    hash: text().notNull(),
    body: bytes().notNull(),
    encoding: text({ enum: contentEncodings }).notNull(),
    size: integer().notNull(),
    encrypted: boolean().notNull().default(false),
    keyId: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.hash] }),
    oneOf('content_encoding_known', t.encoding, contentEncodings),
  ],
)

/** A line of versions of one entity. Main's id is its entity's id, so that as-of reads need no look-up. */
export const branch = pgTable(
  'branch',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    name: text().notNull(),
    headVersionId: uuid().notNull(),
    startedFromId: uuid(),
    createdAt: instant().notNull(),
    createdBy: uuid(),
    deletedAt: instant(),
    deletedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('branch_entity_fk', t, t.entityId, entity),
    uniqueIndex('branch_name_unique')
      .on(t.workspaceId, t.entityId, t.name)
      .where(sql`${t.deletedAt} is null`),
  ],
)

/**
 * The history: the whole state at each change. A content version has a number of its own; a place version
 * (renamed, moved, tagged) repeats the number and SemVer of the content it stands on. Numbers are not unique:
 * two devices may both make a fifth version before they meet.
 * Role `app` may update `status`, `valid_to` and `state`, nothing else.
 */
export const entityVersion = pgTable(
  'entity_version',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    branchId: uuid().notNull(),
    number: integer().notNull(),
    semver: text().notNull(),
    kind: text({ enum: versionKinds }).notNull(),
    ...state(),
    deleted: boolean().notNull().default(false),
    contentHash: text().notNull(),
    message: text(),
    parents: uuid().array().notNull(),
    authorId: uuid(),
    deviceId: uuid().notNull(),
    authoredAt: instant().notNull(),
    ...validity(),
    state: text({ enum: versionStates }).notNull().default('head'),
    metadata: object(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('entity_version_entity_fk', t, t.entityId, entity),
    within('entity_version_branch_fk', t, t.branchId, branch),
    foreignKey({
      name: 'entity_version_content_fk',
      columns: [t.workspaceId, t.contentHash],
      foreignColumns: [content.workspaceId, content.hash],
    }),
    oneOf('entity_version_kind_known', t.kind, versionKinds),
    oneOf('entity_version_state_known', t.state, versionStates),
    oneOf('entity_version_status_known', t.status, lifecycleStatuses),
    oneOf('entity_version_visibility_known', t.visibility, visibilities),
    oneOf('entity_version_classification_known', t.classification, classifications),
    index('entity_version_history').on(t.workspaceId, t.entityId, t.number, t.id),
    index('entity_version_validity').on(t.workspaceId, t.branchId, t.validFrom),
    uniqueIndex('entity_version_one_head')
      .on(t.workspaceId, t.branchId)
      .where(sql`${t.validTo} is null and ${t.state} = 'head'`),
    index('entity_version_content').on(t.workspaceId, t.contentHash),
  ],
)

/** Each move of a version's status: closed, not updated; as-of reads this. */
export const versionStatus = pgTable(
  'version_status',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    versionId: uuid().notNull(),
    status: text({ enum: lifecycleStatuses }).notNull(),
    accountId: uuid(),
    ...validity(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('version_status_version_fk', t, t.versionId, entityVersion),
    oneOf('version_status_known', t.status, lifecycleStatuses),
    index('version_status_version').on(t.workspaceId, t.versionId, t.validFrom),
  ],
)

/** A movable pointer to a version: production, staging, a client's name. */
export const versionLabel = pgTable(
  'version_label',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    name: text().notNull(),
    versionId: uuid().notNull(),
    protected: boolean().notNull().default(false),
    createdBy: uuid(),
    ...validity(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('version_label_entity_fk', t, t.entityId, entity),
    within('version_label_version_fk', t, t.versionId, entityVersion),
    uniqueIndex('version_label_current')
      .on(t.workspaceId, t.entityId, t.name)
      .where(sql`${t.validTo} is null`),
    index('version_label_version').on(t.workspaceId, t.versionId),
  ],
)

/** A request to look at one version, and each answer to it. */
export const review = pgTable(
  'review',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    versionId: uuid().notNull(),
    requestedBy: uuid(),
    reviewerId: uuid(),
    state: text({ enum: reviewStates }).notNull(),
    comments: jsonb().$type<readonly JsonObject[]>().notNull().default([]),
    ...validity(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('review_version_fk', t, t.versionId, entityVersion),
    oneOf('review_state_known', t.state, reviewStates),
    index('review_version').on(t.workspaceId, t.versionId),
    index('review_reviewer').on(t.workspaceId, t.reviewerId, t.state).where(sql`${t.validTo} is null`),
  ],
)

/** Typed, weighted links between entities. Impact follows depends_on, extends and uses. */
export const relationship = pgTable(
  'relationship',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    sourceId: uuid().notNull(),
    targetId: uuid().notNull(),
    type: text({ enum: relationshipTypes }).notNull(),
    strength: real().notNull().default(1),
    metadata: object(),
    createdBy: uuid(),
    ...validity(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('relationship_source_fk', t, t.sourceId, entity),
    within('relationship_target_fk', t, t.targetId, entity),
    oneOf('relationship_type_known', t.type, relationshipTypes),
    between('relationship_strength_range', t.strength, 0, 1),
    uniqueIndex('relationship_current')
      .on(t.workspaceId, t.sourceId, t.type, t.targetId)
      .where(sql`${t.validTo} is null`),
    index('relationship_target').on(t.workspaceId, t.targetId, t.type),
  ],
)
