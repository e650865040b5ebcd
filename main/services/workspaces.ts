import type { WorkspaceSummary } from '../../contract/workspace'
import { eraseWorkspace, listDeletedWorkspaces } from '../../db/erase-workspace'
import { listConnections } from '../../db/queries/connection'
import { countWorkspace } from '../../db/queries/counts'
import { listWorkspaces } from '../../db/queries/workspace'
import { archiveWorkspace, changeWorkspace, markWorkspaceDeleted } from '../../db/workspaces'
import type { Caller } from '../caller'
import { notFound, refused } from '../failure'
import type { Studio } from '../studio'

/** One of the caller's workspaces. @throws NOT_FOUND */
export async function ownWorkspace({ engine, who }: Caller, id: string): Promise<WorkspaceSummary> {
  const found = (await listWorkspaces(engine, who.accountId)).find((each) => each.id === id)
  if (!found) throw notFound('workspace', id)
  return found
}

/** The caller as somebody who may change that workspace itself. @throws NOT_FOUND, REFUSED */
async function administrator(caller: Caller, id: string) {
  const found = await ownWorkspace(caller, id)
  if (found.role !== 'owner' && found.role !== 'admin') {
    throw refused('not_admin', `Only an owner or an administrator of "${found.name}" may do this.`)
  }
  return { found, who: { ...caller.who, workspaceId: id } }
}

export async function renameWorkspace(
  caller: Caller,
  input: Parameters<typeof changeWorkspace>[2] & { readonly id: string },
): Promise<WorkspaceSummary> {
  const { who } = await administrator(caller, input.id)
  await changeWorkspace(caller.engine, who, input)
  return ownWorkspace(caller, input.id)
}

export async function setArchived(
  caller: Caller,
  input: { readonly commandId: string; readonly id: string; readonly archived: boolean },
): Promise<WorkspaceSummary> {
  const { who } = await administrator(caller, input.id)
  await archiveWorkspace(caller.engine, who, input)
  return ownWorkspace(caller, input.id)
}

export async function contentsOf(caller: Caller, id: string) {
  await ownWorkspace(caller, id)
  const { items, versions, runs } = await countWorkspace(caller.engine, id)
  return { items, versions, runs }
}

/**
 * Deletes a workspace whose name was typed: a backup first, then its keys, then it is gone for everybody; its rows
 * follow in a job. `caller` shows another workspace: that is where the job stands.
 */
export async function removeWorkspace(
  studio: Studio,
  caller: Caller,
  input: { readonly commandId: string; readonly id: string; readonly typedName: string },
): Promise<{ jobId: string; backupId: string }> {
  const { found, who } = await administrator(caller, input.id)
  if (input.typedName.trim() !== found.name.trim()) {
    throw refused('other_name', `That is not its name. Type "${found.name}" to delete it.`)
  }
  const backup = await studio.backups.take('asked')
  const own = (await listConnections(caller.engine, input.id)).filter((connection) => connection.own)
  await markWorkspaceDeleted(caller.engine, who, input.commandId)
  for (const { secretRef } of own) if (secretRef !== null) await studio.keys.delete(secretRef)
  studio.topics.announce(null, { aggregate: 'workspace', id: input.id }, { aggregate: 'provider', id: null })
  const job = await eraseJob(studio, caller, input.id, found.name)
  return { jobId: job.id, backupId: backup.id }
}

function eraseJob(studio: Studio, caller: Caller, workspaceId: string, name: string) {
  const { blobsDir } = studio.disk.paths
  return studio.jobs.begin(caller, {
    kind: 'workspace.erase',
    subject: name,
    input: { workspace: workspaceId },
    work: async ({ progress, signal }) => {
      await eraseWorkspace(caller.engine, { workspaceId, blobsDir }, { signal, onProgress: progress })
      return { workspace: workspaceId }
    },
  })
}

/** Goes on with deletions that a closing cut off. */
export async function eraseLeftovers(studio: Studio, caller: Caller): Promise<void> {
  for (const id of await listDeletedWorkspaces(caller.engine)) {
    const job = await eraseJob(studio, caller, id, '')
    await job.ended
  }
}
