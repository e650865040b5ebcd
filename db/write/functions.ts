import { sql } from 'drizzle-orm'
import { call, fixed, placeholder } from '../drizzle'
import type { Statement } from '../engine'
import type { JsonObject, JsonValue } from '../schema/columns'
import type { Command, Who } from './command'

/** The SQLSTATEs that the functions of db/functions/command.sql raise. */
export const raised = {
  applied: 'PS409',
  missing: 'PS404',
  circle: 'PS422',
  closed: 'PS423',
  stale: '40001',
} as const

/** The one instant of all rows of the write under way. */
export const commandInstant = sql<string>`command_instant()`

/**
 * The first statement of every write, record and keep: names the workspace, books the id with what a repeat will be
 * told, and fixes the instant: that of this machine's clock, or just after the workspace's latest.
 */
export function beginCommand(who: Who, id: string, result: JsonValue, at = new Date()): Statement {
  const { workspaceId, door } = who
  return begin({ workspaceId, id, door, at: at.toISOString(), result: JSON.stringify(result) })
}

const begin = fixed<{ workspaceId: string; id: string; door: string; at: string; result: string }>(() =>
  call(
    sql`begin_command(${placeholder('workspaceId')}::uuid, ${placeholder('id')}::uuid, ${placeholder('door')}::text,
      ${placeholder('at')}::timestamptz, ${placeholder('result')}::jsonb)`,
  ),
)

/** Raises where the workspace was archived or deleted. */
export function expectOpen({ workspaceId }: Pick<Who, 'workspaceId'>): Statement {
  return open({ workspaceId })
}

const open = fixed<{ workspaceId: string }>(() => call(sql`expect_open(${placeholder('workspaceId')}::uuid)`))

/** Locks the head; raises where it is no longer the one that was read. */
export function expectHead({ workspaceId }: Who, entityId: string, rowVersion: number): Statement {
  return expect({ workspaceId, entityId, rowVersion })
}

const expect = fixed<{ workspaceId: string; entityId: string; rowVersion: number }>(() =>
  call(
    sql`expect_head(${placeholder('workspaceId')}::uuid, ${placeholder('entityId')}::uuid,
      ${placeholder('rowVersion')}::bigint)`,
  ),
)

/** Raises where the templates that this one is built on lead back to it, through any number of steps. */
export function expectNoCircle({ workspaceId }: Who, entityId: string): Statement {
  return call(sql`expect_no_circle(${workspaceId}::uuid, ${entityId}::uuid)`)
}

export interface EventRow {
  readonly id: string
  readonly action: string
  readonly commandId: string
  readonly entityId: string
  readonly versionId: string
  readonly fields: readonly JsonObject[]
}

export function appendEvent({ workspaceId, deviceId, door, accountId }: Who, event: EventRow): Statement {
  return append({ ...event, workspaceId, deviceId, door, accountId, fields: JSON.stringify(event.fields) })
}

type EventValues = Omit<EventRow, 'fields'> & Who & { readonly fields: string }

const append = fixed<EventValues>(() =>
  call(
    sql`append_event(${placeholder('workspaceId')}::uuid, ${placeholder('id')}::uuid, ${placeholder('deviceId')}::uuid,
      ${placeholder('door')}::text, ${placeholder('accountId')}::uuid, ${placeholder('action')}::text,
      ${placeholder('entityId')}::uuid, ${placeholder('versionId')}::uuid, ${placeholder('commandId')}::uuid,
      ${placeholder('fields')}::jsonb)`,
  ),
)

/** The events of a command that changed many items, in their order: one statement, however many they are. */
export function appendEvents(
  { workspaceId, deviceId, door, accountId }: Who,
  { id, action }: Pick<Command, 'id' | 'action'>,
  events: readonly JsonObject[],
): Statement {
  return call(sql`append_events(${workspaceId}::uuid, ${deviceId}::uuid, ${door}::text, ${accountId}::uuid,
    ${action}::text, ${id}::uuid, ${JSON.stringify(events)}::jsonb)`)
}

/**
 * Between rows and the rows that refer to them, where they are many: how a reference is looked up was planned while the
 * table was small, and would read it from end to end for each row.
 */
export const planAnew = (rows: number): Statement[] => (rows > 50 ? [{ sql: 'discard plans' }] : [])
