import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { between, instant, type JsonObject, object, oneOf, sortKey, stamps } from './columns'
import { entity } from './entity'
import { sharePermissions, suggestionStates } from './enums'
import { within } from './scope'
import { entityVersion } from './version'
import { workspaceId } from './workspace'

/** What people and models say about content. */
export const favorite = pgTable(
  'favorite',
  {
    workspaceId: workspaceId(),
    accountId: uuid().notNull(),
    entityId: uuid().notNull(),
    sortKey: sortKey().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId, t.entityId] }),
    within('favorite_entity_fk', t, t.entityId, entity),
    index('favorite_entity').on(t.workspaceId, t.entityId),
  ],
)

export const rating = pgTable(
  'rating',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    accountId: uuid().notNull(),
    value: smallint().notNull(),
    text: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('rating_entity_fk', t, t.entityId, entity),
    within('rating_version_fk', t, t.versionId, entityVersion),
    between('rating_value_range', t.value, 1, 5),
    uniqueIndex('rating_one_each')
      .on(t.workspaceId, t.entityId, t.accountId)
      .where(sql`${t.deletedAt} is null`),
  ],
)

/** Anchored to a range of a version's text, or to the whole of it. */
export const comment = pgTable(
  'comment',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    replyToId: uuid(),
    accountId: uuid().notNull(),
    text: text().notNull(),
    anchor: jsonb().$type<JsonObject>(),
    resolvedAt: instant(),
    resolvedBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('comment_entity_fk', t, t.entityId, entity),
    within('comment_version_fk', t, t.versionId, entityVersion),
    within('comment_reply_fk', t, t.replyToId, t),
    index('comment_entity').on(t.workspaceId, t.entityId, t.id),
  ],
)

/** An id never authorises: the token is 256 random bits, kept as its SHA-256, and expires. */
export const share = pgTable(
  'share',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    permission: text({ enum: sharePermissions }).notNull(),
    tokenHash: text().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    uses: integer().notNull().default(0),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('share_entity_fk', t, t.entityId, entity),
    within('share_version_fk', t, t.versionId, entityVersion),
    oneOf('share_permission_known', t.permission, sharePermissions),
    uniqueIndex('share_token').on(t.workspaceId, t.tokenHash),
    index('share_entity').on(t.workspaceId, t.entityId),
  ],
)

/** A model's proposal, and later what it was worth. */
export const suggestion = pgTable(
  'suggestion',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    type: text().notNull(),
    model: text().notNull(),
    confidence: real().notNull(),
    reasoning: text(),
    proposal: jsonb().$type<JsonObject>().notNull(),
    expectedImpact: jsonb().$type<JsonObject>(),
    actualImpact: jsonb().$type<JsonObject>(),
    state: text({ enum: suggestionStates }).notNull().default('open'),
    settings: object(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('suggestion_entity_fk', t, t.entityId, entity),
    within('suggestion_version_fk', t, t.versionId, entityVersion),
    between('suggestion_confidence_range', t.confidence, 0, 1),
    oneOf('suggestion_state_known', t.state, suggestionStates),
    index('suggestion_entity').on(t.workspaceId, t.entityId, t.state),
  ],
)
