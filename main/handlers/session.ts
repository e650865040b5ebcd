import type { SessionInfo } from '../../contract/workspace'
import { listAccounts, listWorkspaces } from '../../db/queries/workspace'
import { createWorkspace } from '../../db/workspaces'
import { notFound } from '../failure'
import { os } from '../router'
import { giveSimulator } from '../services/connections'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

export function sessionHandlers(studio: Studio) {
  async function info({ session }: CallContext): Promise<SessionInfo> {
    const { engine, who } = await callerOf(studio, session)
    const [accounts, workspaces] = await Promise.all([
      listAccounts(engine),
      listWorkspaces(engine, who.accountId),
    ])
    const account = accounts.find((each) => each.id === who.accountId)
    const workspace = workspaces.find((each) => each.id === who.workspaceId)
    if (!account) throw notFound('account', who.accountId)
    if (!workspace) throw notFound('workspace', who.workspaceId)
    return {
      account: { ...account, colour: account.colour ?? '' },
      workspace,
      door: session.door,
      appVersion: studio.appVersion,
    }
  }

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

export function workspaceHandlers(studio: Studio) {
  return {
    list: os.workspace.list.handler(async ({ context }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listWorkspaces(engine, who.accountId)
    }),
    create: os.workspace.create.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      await createWorkspace(engine, who, input)
      await giveSimulator(engine, { ...who, workspaceId: input.id })
      studio.topics.announce(null, { aggregate: 'workspace', id: input.id })
      const made = (await listWorkspaces(engine, who.accountId)).find((each) => each.id === input.id)
      if (!made) throw notFound('workspace', input.id)
      return made
    }),
  }
}
