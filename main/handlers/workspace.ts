import type { WorkspaceSummary } from '../../contract/workspace'
import { listWorkspaces } from '../../db/queries/workspace'
import { createWorkspace } from '../../db/workspaces'
import { refused } from '../failure'
import { os } from '../router'
import { giveSimulator } from '../services/connections'
import { sessionInfo } from '../services/session-info'
import {
  contentsOf,
  ownWorkspace,
  removeWorkspace,
  renameWorkspace,
  setArchived,
} from '../services/workspaces'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

export function workspaceHandlers(studio: Studio) {
  const { workspace } = os
  const read = ({ session }: CallContext) => callerOf(studio, session)

  /** Every window shows names and colours of workspaces. */
  function told(changed: WorkspaceSummary): WorkspaceSummary {
    studio.topics.announce(
      null,
      { aggregate: 'workspace', id: changed.id },
      { aggregate: 'session', id: null },
    )
    return changed
  }

  /** A window that shows what is to be deleted shows another one first. */
  async function leave({ session }: CallContext, id: string): Promise<void> {
    const { engine, who } = await callerOf(studio, session)
    if (who.workspaceId !== id) return
    const others = (await listWorkspaces(engine, who.accountId)).filter((each) => each.id !== id)
    const next = others.find((each) => !each.archived) ?? others[0]
    if (!next) throw refused('only_one', 'This is your only workspace. Create another one first.')
    const { accountId, deviceId } = who
    session.identity = { accountId, deviceId, workspaceId: next.id }
  }

  return {
    list: workspace.list.handler(async ({ context }) => {
      const { engine, who } = await read(context)
      return listWorkspaces(engine, who.accountId)
    }),
    create: workspace.create.handler(async ({ context, input }) => {
      const caller = await read(context)
      await createWorkspace(caller.engine, caller.who, input)
      await giveSimulator(caller.engine, { ...caller.who, workspaceId: input.id })
      return told(await ownWorkspace(caller, input.id))
    }),
    change: workspace.change.handler(async ({ context, input }) =>
      told(await renameWorkspace(await read(context), input)),
    ),
    archive: workspace.archive.handler(async ({ context, input }) =>
      told(await setArchived(await read(context), input)),
    ),
    contents: workspace.contents.handler(async ({ context, input }) =>
      contentsOf(await read(context), input.id),
    ),
    remove: workspace.remove.handler(async ({ context, input }) => {
      const before = context.session.identity
      try {
        await leave(context, input.id)
        const removed = await removeWorkspace(studio, await read(context), input)
        return { ...removed, session: await sessionInfo(studio, context.session) }
      } catch (error) {
        context.session.identity = before
        throw error
      }
    }),
  }
}
