import { layout, preferences } from '../../contract/preferences'
import type { SessionInfo } from '../../contract/workspace'
import { getSetting } from '../../db/queries/setting'
import { listAccounts, listWorkspaces } from '../../db/queries/workspace'
import { notFound } from '../failure'
import type { Session } from '../session'
import { callerOf, type Studio } from '../studio'

/** Under what name a window's layout is kept. */
export const layoutKey = 'layout'

/** Who a connection is and which workspace it shows: its own, or the first where that was deleted meanwhile. */
export async function sessionInfo(studio: Studio, session: Session): Promise<SessionInfo> {
  const { engine, who } = await callerOf(studio, session)
  const [accounts, workspaces] = await Promise.all([
    listAccounts(engine),
    listWorkspaces(engine, who.accountId),
  ])
  const account = accounts.find((each) => each.id === who.accountId)
  const workspace =
    workspaces.find((each) => each.id === who.workspaceId) ??
    workspaces.find((each) => !each.archived) ??
    workspaces[0]
  if (!account) throw notFound('account', who.accountId)
  if (!workspace) throw notFound('workspace', who.workspaceId)
  const { accountId, deviceId } = who
  if (workspace.id !== who.workspaceId) session.identity = { accountId, deviceId, workspaceId: workspace.id }
  const left = await getSetting(
    engine,
    { ...who, workspaceId: workspace.id },
    { scope: 'account', key: layoutKey },
  )
  return {
    account: { id: account.id, name: account.name, colour: account.colour ?? '' },
    workspace,
    door: session.door,
    appVersion: studio.appVersion,
    // What an older studio kept may read differently now: then the defaults are right.
    preferences: preferences.safeParse(account.preferences).data ?? {},
    layout: layout.safeParse(left ?? {}).data ?? layout.parse({}),
  }
}
