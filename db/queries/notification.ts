import { and, count, desc, eq, isNull, or } from 'drizzle-orm'
import type { NotificationSummary } from '../../contract/notification'
import { type JobKind, jobKinds, type NotificationKind, notificationKinds } from '../../contract/vocabulary'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { notification } from '../schema'
import type { Who } from '../write/command'

/** What was told to the caller in this workspace: the newest hundred, and how many of all are unread. */
export async function listNotifications(
  engine: Engine,
  who: Who,
): Promise<{ items: NotificationSummary[]; unread: number }> {
  const db = reader(engine, who.workspaceId)
  const own = and(
    eq(notification.workspaceId, who.workspaceId),
    or(isNull(notification.accountId), eq(notification.accountId, who.accountId)),
  )
  const [rows, counted] = await Promise.all([
    db.select().from(notification).where(own).orderBy(desc(notification.id)).limit(100),
    db
      .select({ n: count() })
      .from(notification)
      .where(and(own, isNull(notification.readAt))),
  ])
  const items = rows.flatMap((row) => {
    const kind = notificationKinds.find((each) => each === row.kind)
    return kind ? [shown(row, kind)] : []
  })
  return { items, unread: counted[0]?.n ?? 0 }
}

type Row = typeof notification.$inferSelect

function shown(row: Row, kind: NotificationKind): NotificationSummary {
  const [what, name = ''] = row.link?.split(':') ?? []
  const jobKind: JobKind | null = (what === 'job' && jobKinds.find((each) => each === name)) || null
  return {
    id: row.id,
    kind,
    subject: row.title,
    jobKind,
    problem: row.body,
    runId: what === 'run' ? name : null,
    entityId: row.entityId,
    at: row.createdAt,
    read: row.readAt !== null,
  }
}
