import type { RunSummary } from '../../contract/run'
import type { Engine } from '../../db/engine'
import { addNotification, type NewNotification } from '../../db/keep/notification'
import { listAllWorkspaceIds } from '../../db/queries/workspace'
import type { Who } from '../../db/write/command'
import type { Caller } from '../caller'
import type { Log } from '../log'
import type { Topics } from '../topics'
import type { EndedJob } from './jobs'

interface NotificationsOptions {
  readonly log: Log
  readonly topics: Topics
  /** Who the host itself is, while a vault is open. */
  readonly host: () => Caller | null
}

/** Who waits this long has looked elsewhere. */
const longMs = 5_000

/** Tells what happened while nobody looked. What goes wrong in the telling is logged: the deed itself went through. */
export class Notifications {
  constructor(private readonly options: NotificationsOptions) {}

  async add({ engine, who }: { engine: Engine; who: Who }, told: NewNotification): Promise<void> {
    const { log, topics } = this.options
    try {
      await addNotification(engine, who, told)
      topics.announce(who.workspaceId, { aggregate: 'notification', id: null })
    } catch (error) {
      log.error('A notification could not be kept.', error, { kind: told.kind })
    }
  }

  /** A run that ended, unless it ended at once or somebody stopped it. */
  async ofRun(caller: Caller, run: RunSummary): Promise<void> {
    const { id, status, durationMs, entityId, entityTitle, error } = run
    if ((durationMs ?? 0) < longMs || status === 'cancelled') return
    const kind = error ? 'run.failed' : 'run.done'
    const problem = error?.message ?? null
    await this.add(caller, { kind, subject: entityTitle ?? '', problem, runId: id, entityId })
  }

  /** A job that ended: what went wrong in any case, what went well where it took its time. */
  async ofJob({ caller, kind: jobKind, subject, state, problem, tookMs }: EndedJob): Promise<void> {
    if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return
    // A backup that went well is a matter of course; the status bar names the last one.
    if (state === 'done' && (caller === null || tookMs < longMs)) return
    const told = { kind: `job.${state}`, jobKind, problem, ...(subject ? { subject } : {}) } as const
    if (caller) return this.add(caller, told)
    await this.everywhere(told)
  }

  private async everywhere(told: NewNotification): Promise<void> {
    const host = this.options.host()
    if (!host) return
    for (const workspaceId of await listAllWorkspaceIds(host.engine)) {
      await this.add({ ...host, who: { ...host.who, workspaceId } }, { ...told, everybody: true })
    }
  }
}
