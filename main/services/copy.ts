import type { Changed, Done } from '../../contract/entity'
import { listWorkspaces } from '../../db/queries/workspace'
import { type CopyAcross, copyAcross } from '../../db/write/copy-across'
import type { Caller } from '../caller'
import { notFound, refused } from '../failure'
import type { Studio } from '../studio'

/**
 * Copies items of the caller's workspace into another one that the same account may write in.
 * @throws NOT_FOUND where it is no member there, REFUSED where it only reads there
 */
export async function copyToWorkspace(
  { topics }: Pick<Studio, 'topics'>,
  { engine, who }: Caller,
  input: CopyAcross & { readonly workspaceId: string },
): Promise<Done & { left: string[] }> {
  if (input.workspaceId === who.workspaceId) {
    throw refused('same_workspace', 'This is the workspace they are in. Duplicate them instead.')
  }
  const there = (await listWorkspaces(engine, who.accountId)).find(({ id }) => id === input.workspaceId)
  if (!there) throw notFound('workspace', input.workspaceId)
  if (there.role === 'viewer') {
    throw refused('only_reads', `You may read "${there.name}" but not write in it. Ask its owner.`)
  }
  const to = { ...who, workspaceId: input.workspaceId }
  const { changed, left } = await copyAcross(engine, { from: who, to }, input)
  topics.announce(to.workspaceId, { aggregate: 'entity', id: null })
  return { ...doneOf(input.commandId, changed), left: [...left] }
}

export function doneOf(commandId: string, changed: readonly Changed[]): Done {
  return { commandId, items: changed.length, ids: changed.map(({ id }) => id) }
}
