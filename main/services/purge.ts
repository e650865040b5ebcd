import { isPurgeDue, type PurgeWhat, purgeTrash } from '../../db/purge'
import { listAllWorkspaceIds } from '../../db/queries/workspace'
import type { Caller } from '../caller'
import type { Studio } from '../studio'
import { type BegunJob, resultOf } from './jobs'

/** Deletes items of the trash for good: those named, or all. Waits for the end, since somebody does. */
export async function purgeNow(
  studio: Studio,
  caller: Caller,
  input: { readonly ids?: readonly string[] | undefined },
): Promise<{ items: number }> {
  return resultOf(await purgeJob(studio, caller, input.ids ? { ids: input.ids } : 'all'))
}

/** The job that purges. Done twice it finds nothing left to do. */
export function purgeJob(
  studio: Studio,
  caller: Caller,
  what: PurgeWhat,
): Promise<BegunJob<{ items: number }>> {
  const { engine, who } = caller
  return studio.jobs.begin(caller, {
    kind: 'trash.purge',
    input: { what: typeof what === 'string' ? what : [...what.ids] },
    work: async ({ progress, signal }) => {
      try {
        return { items: await purgeTrash(engine, who, what, { signal, onProgress: progress }) }
      } finally {
        studio.topics.announce(who.workspaceId, { aggregate: 'entity', id: null })
      }
    },
  })
}

/** Purges what is past its days in every workspace; where nothing is, no job is booked. */
export async function purgeDue(studio: Studio, { engine, who }: Caller): Promise<void> {
  for (const workspaceId of await listAllWorkspaceIds(engine)) {
    if (!(await isPurgeDue(engine, workspaceId))) continue
    const job = await purgeJob(studio, { engine, who: { ...who, workspaceId } }, 'due')
    await job.ended
  }
}
