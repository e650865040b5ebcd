import { z } from 'zod'
import type { PurgeWhat } from '../../db/purge'
import { getJob } from '../../db/queries/job'
import type { Caller } from '../caller'
import { notFound, refused } from '../failure'
import type { Studio } from '../studio'
import type { BegunJob } from './jobs'
import { purgeJob } from './purge'

/** Begins a job again that did not come to its end. @throws NOT_FOUND, REFUSED where its kind may not be repeated */
export async function repeatJob(studio: Studio, caller: Caller, id: string): Promise<BegunJob<unknown>> {
  const ofVault = studio.jobs.againForVault(id)
  if (ofVault) return ofVault
  const job = await getJob(caller.engine, caller.who.workspaceId, id)
  if (!job) throw notFound('job', id)
  if (job.kind === 'trash.purge') return purgeJob(studio, caller, purgedBy.parse(job.input))
  throw refused('not_repeatable', 'This cannot be begun again from here. Start it where it was started.')
}

const purgedBy = z
  .object({ what: z.union([z.literal(['all', 'due']), z.array(z.uuid())]) })
  .transform(({ what }): PurgeWhat => (typeof what === 'string' ? what : { ids: what }))
