import { readNotifications } from '../../db/keep/notification'
import { listNotifications } from '../../db/queries/notification'
import { os } from '../router'
import { callerOf, type Studio } from '../studio'

export function notificationHandlers(studio: Studio) {
  const { notification } = os
  return {
    list: notification.list.handler(async ({ context }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listNotifications(engine, who)
    }),
    read: notification.read.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      await readNotifications(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'notification', id: null })
      return { read: true }
    }),
  }
}
