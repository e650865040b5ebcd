import { listWorkspaces } from '../../db/queries/workspace'
import { notFound } from '../failure'
import { os } from '../router'
import { sessionInfo } from '../services/session-info'
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
  }
}
