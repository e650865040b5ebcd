import type { Changed, Done } from '../../contract/entity'
import type { CopyPlan } from '../../contract/exchange'
import { listWorkspaces } from '../../db/queries/workspace'
import type { EntityHead } from '../../db/write/command'
import { type CopyAcross, copyAcross, planCopyAcross } from '../../db/write/copy-across'
import type { Caller } from '../caller'
import { notFound, refused } from '../failure'
import type { Studio } from '../studio'

/**
 * Copies items of the caller's workspace into another one that the same account may write in.
 * @throws NOT_FOUND where it is no member there, REFUSED where it only reads there
 */
export async function copyToWorkspace(
  { topics }: Pick<Studio, 'topics'>,
  caller: Caller,
  input: CopyAcross & { readonly workspaceId: string },
): Promise<Done & { left: string[] }> {
  const to = await writableElsewhere(caller, input.workspaceId)
  const { changed, left } = await copyAcross(caller.engine, { from: caller.who, to }, input)
  topics.announce(to.workspaceId, { aggregate: 'entity', id: null })
  return { ...doneOf(input.commandId, changed), left: [...left] }
}

/** What such a copy would take along; nothing is written. */
export async function copyPlanOf(
  caller: Caller,
  input: { readonly ids: readonly string[]; readonly workspaceId: string },
): Promise<CopyPlan> {
  const to = await writableElsewhere(caller, input.workspaceId)
  const places = { from: caller.who.workspaceId, to: to.workspaceId }
  const { roots, all, needed, staying } = await planCopyAcross(caller.engine, places, input.ids)
  return {
    items: roots.map(nameOf),
    inside: all.length - roots.length,
    needed: needed.map(nameOf),
    staying: staying.map(nameOf),
  }
}

const nameOf = ({ id, type, state }: EntityHead) => ({ id, type, title: state.title })

/** The caller as somebody in that other workspace. */
async function writableElsewhere({ engine, who }: Caller, workspaceId: string) {
  if (workspaceId === who.workspaceId) {
    throw refused('same_workspace', 'This is the workspace they are in. Duplicate them instead.')
  }
  const there = (await listWorkspaces(engine, who.accountId)).find(({ id }) => id === workspaceId)
  if (!there) throw notFound('workspace', workspaceId)
  if (there.role === 'viewer') {
    throw refused('only_reads', `You may read "${there.name}" but not write in it. Ask its owner.`)
  }
  return { ...who, workspaceId }
}

export function doneOf(commandId: string, changed: readonly Changed[]): Done {
  return { commandId, items: changed.length, ids: changed.map(({ id }) => id) }
}
