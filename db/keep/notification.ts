import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { JobKind, NotificationKind } from '../../contract/vocabulary'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { notification } from '../schema'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

export interface NewNotification {
  readonly kind: NotificationKind
  readonly subject?: string
  readonly jobKind?: JobKind
  /** A sentence. */
  readonly problem?: string | null
  readonly runId?: string
  readonly entityId?: string | null
  /** To every account of the workspace; default: to the one of `who`. */
  readonly everybody?: boolean
}

/**
 * Tells the account of `who`, or everybody, in its workspace. One that nobody has read yet is not told twice: what says the same of
 * the same thing takes its place.
 */
export async function addNotification(engine: Engine, who: Who, told: NewNotification): Promise<void> {
  const { kind, subject = '', jobKind, problem = null, runId, entityId = null, everybody } = told
  const link = runId ? `run:${runId}` : jobKind ? `job:${jobKind}` : null
  const same = and(
    eq(notification.workspaceId, who.workspaceId),
    eq(notification.kind, kind),
    eq(notification.title, subject),
    sql`${notification.link} is not distinct from ${link}`,
    isNull(notification.readAt),
  )
  const row = builder.insert(notification).values({
    workspaceId: who.workspaceId,
    id: uuidv7(),
    accountId: everybody ? null : who.accountId,
    kind,
    title: subject,
    body: problem,
    link,
    entityId,
    createdAt: now,
  })
  await keep(engine, who, uuidv7(), [statement(builder.delete(notification).where(same)), statement(row)])
}

/** Marks the caller's notifications as read: those named, or all. */
export async function readNotifications(
  engine: Engine,
  who: Who,
  { commandId, ids }: { readonly commandId: string; readonly ids?: readonly string[] | undefined },
): Promise<void> {
  const own = or(isNull(notification.accountId), eq(notification.accountId, who.accountId))
  const row = builder
    .update(notification)
    .set({ readAt: now })
    .where(
      and(
        eq(notification.workspaceId, who.workspaceId),
        own,
        isNull(notification.readAt),
        ids ? inArray(notification.id, [...ids]) : undefined,
      ),
    )
  await keep(engine, who, commandId, [statement(row)])
}
