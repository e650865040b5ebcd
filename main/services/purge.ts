import { isPurgeDue, type PurgeWhat, purgeTrash } from '../../db/purge'
import { listAllWorkspaceIds } from '../../db/queries/workspace'
import type { Caller } from '../caller'
import type { Studio } from '../studio'
import { runJob } from './jobs'

type Part = Pick<Studio, 'log' | 'topics'>

/** Deletes items of the trash for good: those named, or all. Waits for the end, since somebody does. */
export async function purgeNow(
  studio: Part,
  caller: Caller,
  input: { readonly ids?: readonly string[] | undefined },
): Promise<{ items: number }> {
  let items = 0
  const job = await purgeJob(studio, caller, input.ids ? { ids: input.ids } : 'all', (n) => {
    items = n
  })
  await job.ended
  return { items }
}

function purgeJob(studio: Part, { engine, who }: Caller, what: PurgeWhat, told: (items: number) => void) {
  return runJob(
    studio,
    { engine, who },
    {
      kind: 'trash.purge',
      work: async (onProgress) => {
        const items = await purgeTrash(engine, who, what, { onProgress })
        told(items)
        studio.topics.announce(who.workspaceId, { aggregate: 'entity', id: null })
        return { items }
      },
    },
  )
}

/** Purges what is past its days in every workspace; where nothing is, no job is booked. */
export async function purgeDue(studio: Part, { engine, who }: Caller): Promise<void> {
  for (const workspaceId of await listAllWorkspaceIds(engine)) {
    if (!(await isPurgeDue(engine, workspaceId))) continue
    const job = await purgeJob(studio, { engine, who: { ...who, workspaceId } }, 'due', () => {})
    await job.ended
  }
}
