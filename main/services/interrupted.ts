import type { Door } from '../../contract/vocabulary'
import type { Engine } from '../../db/engine'
import { interruptJobs } from '../../db/keep/job'
import { interruptOrphans } from '../../db/record/orphans'
import type { Who } from '../../db/write/command'
import type { Runs } from '../engine/runs'
import type { Log } from '../log'
import type { Topics } from '../topics'
import type { Jobs } from './jobs'
import type { Notifications } from './notifications'

export interface InterruptedNeeds {
  readonly notifications: Notifications
  readonly topics: Topics
  readonly log: Log
  /** What this host itself has under way. */
  readonly runs: Pick<Runs, 'holds'>
  readonly jobs: Pick<Jobs, 'holds'>
}

/** What a process now dead had under way is closed and told; what this one `runs` and the `jobs` it does are left alone. */
export async function tellInterrupted(
  { notifications, topics, log, runs: here, jobs: doing }: InterruptedNeeds,
  engine: Engine,
  by: { readonly deviceId: string; readonly door: Door },
): Promise<void> {
  const runs = await interruptOrphans(engine, by, (workspaceId, id) => here.holds(workspaceId, id))
  const jobs = await interruptJobs(engine, by, (id) => doing.holds(id))
  if (runs.length + jobs.length === 0) return
  log.info('What was under way when the studio ended is interrupted.', {
    runs: runs.length,
    jobs: jobs.length,
  })
  topics.announce(null, { aggregate: 'run', id: null }, { aggregate: 'job', id: null })
  for (const { who, count } of byWorkspace(runs)) {
    await notifications.add({ engine, who }, { kind: 'runs.interrupted', subject: String(count) })
  }
  for (const { who, kind, input } of jobs) {
    // A deletion goes on by itself.
    if (kind === 'workspace.erase') continue
    const subject = typeof input.subject === 'string' ? { subject: input.subject } : {}
    await notifications.add({ engine, who }, { kind: 'job.interrupted', jobKind: kind, ...subject })
  }
}

function byWorkspace(owners: readonly Who[]) {
  const groups = new Map<string, { readonly who: Who; count: number }>()
  for (const who of owners) {
    const key = `${who.workspaceId} ${who.accountId}`
    const group = groups.get(key) ?? { who, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return groups.values()
}
