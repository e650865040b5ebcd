import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant, type JsonObject, long } from './columns'
import { workspaceId } from './workspace'

/**
 * The trail. Rows are written by append_events() only, in one hash chain per (workspace, device, epoch).
 * `fields` names paths with content hash and length, never bodies. Fields, context and salt may later be
 * erased; `payload_hash` stays, so the chain still verifies. Partitioned by month of the id's time.
 */
export const event = pgTable(
  'event',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    deviceId: uuid().notNull(),
    epoch: integer().notNull(),
    seq: long().notNull(),
    at: instant().notNull(),
    door: text().notNull(),
    actorId: uuid(),
    action: text().notNull(),
    entityId: uuid(),
    versionId: uuid(),
    commandId: uuid(),
    fields: jsonb().$type<readonly JsonObject[]>(),
    context: jsonb().$type<JsonObject>(),
    salt: bytes(),
    payloadHash: bytes().notNull(),
    previousHash: bytes().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('event_chain_order').on(t.workspaceId, t.deviceId, t.epoch, t.seq),
    index('event_entity').on(t.workspaceId, t.entityId, t.id),
    index('event_action').on(t.workspaceId, t.action, t.id),
  ],
)

/** The head of each chain: appending an event locks this one row. */
export const eventChain = pgTable(
  'event_chain',
  {
    workspaceId: workspaceId(),
    deviceId: uuid().notNull(),
    epoch: integer().notNull(),
    seq: long().notNull(),
    hash: bytes().notNull(),
    startedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.deviceId, t.epoch] })],
)

/** The last event of a chain in a month that left: where verification goes on from. */
export const eventAnchor = pgTable(
  'event_anchor',
  {
    workspaceId: workspaceId(),
    deviceId: uuid().notNull(),
    epoch: integer().notNull(),
    seq: long().notNull(),
    hash: bytes().notNull(),
    at: instant().notNull(),
    rows: long().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.deviceId, t.epoch, t.seq] })],
)
