import { keepPreferences } from '../../db/keep/preferences'
import { keepSetting } from '../../db/keep/setting'
import { listWorkspaces } from '../../db/queries/workspace'
import { notFound } from '../failure'
import { os } from '../router'
import { layoutKey, sessionInfo } from '../services/session-info'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

export function sessionHandlers(studio: Studio) {
  const info = ({ session }: CallContext) => sessionInfo(studio, session)

  return {
    get: os.session.get.handler(({ context }) => info(context)),
    open: os.session.open.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const mine = await listWorkspaces(engine, who.accountId)
      if (!mine.some((each) => each.id === input.workspaceId)) throw notFound('workspace', input.workspaceId)
      const { accountId, deviceId } = who
      context.session.identity = { accountId, deviceId, workspaceId: input.workspaceId }
      return info(context)
    }),
    keepPreferences: os.session.keepPreferences.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      await keepPreferences(engine, who, input)
      studio.topics.announce(null, { aggregate: 'session', id: null })
      return { kept: true }
    }),
    // Not announced: every window has a layout of its own, and the last one that moved is what a start begins with.
    keepLayout: os.session.keepLayout.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const { commandId, workspaceId, layout: value } = input
      // The names in its tabs are those of that workspace's items.
      if (workspaceId !== who.workspaceId) return { kept: false }
      await keepSetting(engine, who, { commandId, scope: 'account', key: layoutKey, value })
      return { kept: true }
    }),
  }
}
