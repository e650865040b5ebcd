import { type SQL, sql } from 'drizzle-orm'
import { call } from '../drizzle'
import type { Statement } from '../engine'
import type { JsonObject, JsonValue } from '../schema/columns'
import type { Who } from './command'

/** The SQLSTATEs that the functions of db/functions/command.sql raise. */
export const raised = { applied: 'PS409', missing: 'PS404', stale: '40001', circle: 'PS422' } as const

/** The one instant of all rows of the write under way. */
export const commandInstant = sql<string>`command_instant()`

/**
 * The first statement of every write, record and keep: names the workspace, books the id with what a repeat will be
 * told, and fixes the instant: that of this machine's clock, or just after the workspace's latest.
 */
export function beginCommand(who: Who, id: string, result: JsonValue, at = new Date()): Statement {
  return call(
    sql`begin_command(${who.workspaceId}::uuid, ${id}::uuid, ${who.door}::text, ${at.toISOString()}::timestamptz, ${JSON.stringify(result)}::jsonb)`,
  )
}

/** Locks the head; raises where it is no longer the one that was read. */
export function expectHead({ workspaceId }: Who, entityId: string, rowVersion: number): Statement {
  return call(sql`expect_head(${workspaceId}::uuid, ${entityId}::uuid, ${rowVersion}::bigint)`)
}

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

export function appendEvent(who: Who, event: EventRow): Statement {
  return call(
    sql`append_event(${who.workspaceId}::uuid, ${event.id}::uuid, ${who.deviceId}::uuid, ${who.door}::text, ${who.accountId}::uuid, ${event.action}::text, ${event.entityId}::uuid, ${event.versionId}::uuid, ${event.commandId}::uuid, ${JSON.stringify(event.fields)}::jsonb)`,
  )
}

export const searchVector = (title: string, body: string): SQL<string> =>
  sql`studio_tsv(${title}::text, ${body}::text)`
