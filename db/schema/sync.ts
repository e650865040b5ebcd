import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, type JsonObject, long, oneOf } from './columns'
import { conflictStates, syncStreams } from './enums'
import { workspaceId } from './workspace'

/** The client's half of sync. A row is written only where the workspace is linked to a server. */
export const outbox = pgTable(
  'outbox',
  {
    workspaceId: workspaceId(),
    mid: long().notNull(),
    groupId: uuid().notNull(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    kind: text().notNull(),
    baseSeq: long(),
    baseMid: long(),
    baseDoc: jsonb().$type<JsonObject>(),
    patch: jsonb().$type<JsonObject>().notNull(),
    schemaVersion: integer().notNull().default(1),
    createdAt: instant().notNull(),
    sentAt: instant(),
    answer: jsonb().$type<JsonObject>(),
    confirmed: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.mid] }),
    index('outbox_entity').on(t.workspaceId, t.entityId, t.mid),
  ],
)

/** How far a stream of a server has been read. */
export const cursor = pgTable(
  'cursor',
  {
    workspaceId: workspaceId(),
    serverId: uuid().notNull(),
    stream: text({ enum: syncStreams }).notNull(),
    epoch: uuid().notNull(),
    seq: long().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.serverId, t.stream] }),
    oneOf('cursor_stream_known', t.stream, syncStreams),
  ],
)

/** An edit the server refused or that could not be merged: kept until a person decides. */
export const conflict = pgTable(
  'conflict',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    entityId: uuid().notNull(),
    mid: long(),
    reason: text().notNull(),
    base: jsonb().$type<JsonObject>(),
    mine: jsonb().$type<JsonObject>(),
    theirs: jsonb().$type<JsonObject>(),
    keptVersionId: uuid(),
    state: text({ enum: conflictStates }).notNull().default('open'),
    createdAt: instant().notNull(),
    resolvedAt: instant(),
    resolvedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    oneOf('conflict_state_known', t.state, conflictStates),
    index('conflict_open').on(t.workspaceId, t.entityId).where(sql`${t.state} = 'open'`),
  ],
)
