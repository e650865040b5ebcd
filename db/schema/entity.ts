import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  classifications,
  entityTypes,
  libraryKinds,
  lifecycleStatuses,
  visibilities,
} from '../../contract/vocabulary'
import { byTitle, type JsonObject, object, oneOf, sortKey, stamps } from './columns'
import { within } from './scope'
import { workspaceId } from './workspace'

/** What a version freezes of an entity beside its document. */
export const state = () => ({
  parentId: uuid(),
  title: text().notNull(),
  description: text(),
  slug: text(),
  status: text({ enum: lifecycleStatuses }).notNull().default('draft'),
  visibility: text({ enum: visibilities }).notNull().default('workspace'),
  classification: text({ enum: classifications }).notNull().default('internal'),
  requiresApproval: boolean().notNull().default(false),
  tags: text().array().notNull().default(sql`'{}'::text[]`),
  category: text(),
  sortKey: sortKey().notNull(),
  pinned: boolean().notNull().default(false),
  colour: text(),
  icon: text(),
  ownerId: uuid(),
  replacedBy: uuid(),
})

/**
 * The head of everything that has a title, a place, versions and permissions. `doc` is the head document,
 * `number` and `semver` are the head version's. `head_version_id` and `published_version_id` are foreign keys
 * checked at commit (0002), since a version names its entity too.
 */
export const entity = pgTable(
  'entity',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    type: text({ enum: entityTypes }).notNull(),
    libraryKind: text({ enum: libraryKinds }),
    ...state(),
    doc: jsonb().$type<JsonObject>().notNull(),
    number: integer().notNull().default(1),
    semver: text().notNull().default('0.1.0'),
    headVersionId: uuid().notNull(),
    publishedVersionId: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('entity_parent_fk', t, t.parentId, t),
    within('entity_replaced_by_fk', t, t.replacedBy, t),
    oneOf('entity_type_known', t.type, entityTypes),
    oneOf('entity_library_kind_known', t.libraryKind, libraryKinds),
    oneOf('entity_status_known', t.status, lifecycleStatuses),
    oneOf('entity_visibility_known', t.visibility, visibilities),
    oneOf('entity_classification_known', t.classification, classifications),
    uniqueIndex('entity_slug_unique')
      .on(t.workspaceId, t.type, t.slug)
      .where(sql`${t.slug} is not null and ${t.deletedAt} is null`),
    index('entity_by_place')
      .on(t.workspaceId, t.parentId, t.sortKey, t.id)
      .where(sql`${t.deletedAt} is null`),
    // In the order of the lists; type and place follow, so that rows of others are passed over unread.
    index('entity_by_update')
      .on(t.workspaceId, t.updatedAt, t.id, t.type, t.parentId)
      .where(sql`${t.deletedAt} is null`),
    index('entity_by_title')
      .on(t.workspaceId, byTitle(t.title), t.id, t.type, t.parentId)
      .where(sql`${t.deletedAt} is null`),
    index('entity_by_order')
      .on(t.workspaceId, t.sortKey, t.id, t.type, t.parentId)
      .where(sql`${t.deletedAt} is null`),
    // Of a status that few bear, and of what somebody pinned, no list reads the others.
    index('entity_by_status')
      .on(t.workspaceId, t.status, t.updatedAt, t.id, t.type, t.parentId)
      .where(sql`${t.deletedAt} is null`),
    index('entity_pinned')
      .on(t.workspaceId, t.updatedAt, t.id)
      .where(sql`${t.pinned} and ${t.deletedAt} is null`),
    index('entity_trash').on(t.workspaceId, t.deletedAt, t.id).where(sql`${t.deletedAt} is not null`),
    index('entity_tags').using('gin', t.tags),
  ],
)

/** Where a row came from: so that an import repeated finds what it made. */
export const legacyId = pgTable(
  'legacy_id',
  {
    workspaceId: workspaceId(),
    system: text().notNull(),
    sourceTable: text().notNull(),
    oldKey: text().notNull(),
    entityId: uuid().notNull(),
    metadata: object(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.system, t.sourceTable, t.oldKey] }),
    within('legacy_id_entity_fk', t, t.entityId, entity),
    index('legacy_id_entity').on(t.workspaceId, t.entityId),
  ],
)
