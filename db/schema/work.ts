import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { entityTypes, jobKinds, jobStates } from '../../contract/vocabulary'
import { instant, type JsonObject, type JsonValue, object, oneOf, stamps } from './columns'
import { budgetPeriods } from './enums'
import { workspaceId } from './workspace'

/** The first row of every write, record and keep: the same id again means it was applied. Pruned after 30 days. */
export const command = pgTable(
  'command',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    door: text().notNull(),
    result: jsonb().$type<JsonValue>(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index('command_age').on(t.workspaceId, t.at)],
)

/** Unsaved work in an open editor, one per item, account and device; the item may not have been made yet. */
export const draft = pgTable(
  'draft',
  {
    workspaceId: workspaceId(),
    accountId: uuid().notNull(),
    deviceId: uuid().notNull(),
    entityId: uuid().notNull(),
    entityType: text({ enum: entityTypes }).notNull(),
    parentId: uuid(),
    baseVersionId: uuid(),
    document: jsonb().$type<JsonObject>().notNull(),
    values: object(),
    /** Files, history and canned answers that go with a run. */
    extras: object(),
    undoLog: jsonb().$type<readonly JsonValue[]>().notNull().default([]),
    undoPosition: integer().notNull().default(0),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId, t.deviceId, t.entityId] }),
    oneOf('draft_entity_type_known', t.entityType, entityTypes),
  ],
)

/** Long work: queued, persisted, resumable. `progress` runs from 0 to 1; `cursor` is where to go on from. */
export const job = pgTable(
  'job',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    kind: text({ enum: jobKinds }).notNull(),
    state: text({ enum: jobStates }).notNull().default('queued'),
    progress: doublePrecision().notNull().default(0),
    input: object(),
    cursor: jsonb().$type<JsonValue>(),
    result: jsonb().$type<JsonValue>(),
    attempts: integer().notNull().default(0),
    error: jsonb().$type<JsonObject>(),
    commandId: uuid(),
    accountId: uuid(),
    notBefore: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    oneOf('job_state_known', t.state, jobStates),
    index('job_open').on(t.workspaceId, t.state, t.id).where(sql`${t.finishedAt} is null`),
  ],
)

export const notification = pgTable(
  'notification',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    accountId: uuid(),
    kind: text().notNull(),
    title: text().notNull(),
    body: text(),
    link: text(),
    entityId: uuid(),
    createdAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('notification_unread').on(t.workspaceId, t.accountId, t.id).where(sql`${t.readAt} is null`),
  ],
)

/** A limit on spending: for the workspace, or for what `scope` names (entity, account, provider, model). */
export const budget = pgTable(
  'budget',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    name: text().notNull(),
    scope: object(),
    period: text({ enum: budgetPeriods }).notNull(),
    amount: numeric().notNull(),
    currency: text().notNull(),
    warnAt: doublePrecision().notNull().default(0.8),
    stops: boolean().notNull().default(false),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    oneOf('budget_period_known', t.period, budgetPeriods),
  ],
)

/** While it stands, nothing in its scope may be erased, whatever its retention says. */
export const legalHold = pgTable(
  'legal_hold',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    name: text().notNull(),
    reason: text().notNull(),
    scope: object(),
    releasedAt: instant(),
    releasedBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex('legal_hold_name').on(t.workspaceId, t.name).where(sql`${t.releasedAt} is null`),
  ],
)
