import { uuidv7 } from 'uuidv7'
import type { JobSummary } from '../../contract/job'
import type { JobKind, JobState } from '../../contract/vocabulary'
import { type JobChange, moveJob, startJob } from '../../db/keep/job'
import { listJobs } from '../../db/queries/job'
import type { JsonObject, JsonValue } from '../../db/schema/columns'
import type { Caller } from '../caller'
import { refused } from '../failure'
import type { Log } from '../log'
import type { Topics } from '../topics'

export interface JobSteps {
  /** How much is done, from 0 to 1; told when it could be seen. */
  readonly progress: (part: number) => Promise<void>
  /** Aborts when somebody cancels the job or the studio closes: then throw its reason. */
  readonly signal: AbortSignal
}

export interface JobWork<T> {
  readonly kind: JobKind
  /** What it is about, in the user's words: the name of a file or workspace. */
  readonly subject?: string
  /** What is needed to do it anew; kept with its row. */
  readonly input?: JsonObject
  /** What it does; its answer is kept as the job's result. */
  readonly work: (steps: JobSteps) => Promise<T>
}

/** How a job ended. */
export type JobEnd<T> =
  | { readonly state: 'done'; readonly result: T }
  | { readonly state: 'failed' | 'cancelled' | 'interrupted'; readonly error: unknown }

export interface BegunJob<T> {
  readonly id: string
  /** Never rejects. */
  readonly ended: Promise<JobEnd<T>>
}

/** A job that is over: `caller` is null where it was of the vault. */
export interface EndedJob {
  readonly caller: Caller | null
  readonly kind: JobKind
  readonly subject: string | null
  readonly state: JobState
  readonly problem: string | null
  readonly tookMs: number
}

/** Writes down how far it is and, at its end, what it answered. */
type Keep<T> = (change: JobChange, result?: T) => Promise<void>

interface LiveJob {
  readonly workspaceId: string | null
  readonly abort: AbortController
  summary: JobSummary
  ended: Promise<unknown>
}

interface JobsOptions {
  readonly log: Log
  readonly topics: Topics
  readonly onEnd: (job: EndedJob) => Promise<void>
}

/** A step further is written down only where somebody could see it. */
const visibleStep = 0.02
/** Ended jobs of the vault that are still shown. */
const rememberedOfVault = 10
/** Kinds of a workspace whose work may be done twice without harm; `job-repeat.ts` knows how. */
const repeatable: readonly JobKind[] = ['trash.purge']

const closing = 'The studio closed while this was under way.'

/**
 * Long work beside the calls. A workspace's job has a row from its beginning to its end, so that one that was cut off
 * is shown as that. A job of the vault (a backup, its check) has none: it belongs to no workspace, goes on where the
 * vault is closed, and a row would be a change that asks for the next backup.
 */
export class Jobs {
  private readonly live = new Map<string, LiveJob>()
  /** Their rows are being written. */
  private readonly booking = new Set<string>()
  /** Newest first. */
  private ofVault: { readonly summary: JobSummary; readonly again: () => BegunJob<unknown> }[] = []

  constructor(private readonly options: JobsOptions) {}

  /** Does the work in the caller's workspace. Answers when it is booked; its end is another promise. */
  async begin<T extends JsonValue>(caller: Caller, what: JobWork<T>): Promise<BegunJob<T>> {
    const { kind, subject, input } = what
    const { engine, who } = caller
    const id = uuidv7()
    this.booking.add(id)
    await startJob(engine, who, { id, kind, input: { ...input, ...(subject ? { subject } : {}) } })
    const begun = this.carryOut(id, what, caller, (change, result) =>
      moveJob(engine, who, id, result === undefined ? change : { ...change, result }),
    )
    this.booking.delete(id)
    return begun
  }

  /** Does work that is of no workspace; every window sees it. */
  beginForVault<T>(what: JobWork<T>): BegunJob<T> {
    return this.carryOut(uuidv7(), what, null, async () => {})
  }

  /** Jobs of the caller's workspace and of the vault, newest first; those under way before all others. */
  async list({ engine, who }: Caller): Promise<JobSummary[]> {
    const stored = await listJobs(engine, who.workspaceId)
    const ofWorkspace = stored.map(({ input: _, ...row }): JobSummary => {
      const live = this.live.get(row.id)?.summary
      return live ?? { ...row, canCancel: false, canRepeat: mayRepeat(row) }
    })
    const liveOfVault = [...this.live.values()].flatMap(({ workspaceId, summary }) =>
      workspaceId === null ? [summary] : [],
    )
    const endedOfVault = this.ofVault.map(({ summary }) => summary)
    const all = [...liveOfVault, ...endedOfVault, ...ofWorkspace]
    const rank = ({ endedAt }: JobSummary) => (endedAt === null ? 0 : 1)
    return all.sort((a, b) => rank(a) - rank(b) || b.begunAt.localeCompare(a.begunAt))
  }

  /** False where no such job is under way for this workspace. */
  cancel(workspaceId: string, id: string): boolean {
    const job = this.live.get(id)
    if (!job || (job.workspaceId !== null && job.workspaceId !== workspaceId)) return false
    job.abort.abort(new CancelledError('It was cancelled.'))
    return true
  }

  /** Begins a job of the vault again that did not come to its end; null where there is none. */
  againForVault(id: string): BegunJob<unknown> | null {
    const job = this.ofVault.find(({ summary }) => summary.id === id)
    if (!job?.summary.canRepeat) return null
    this.ofVault = this.ofVault.filter((each) => each !== job)
    return job.again()
  }

  /** True for a job that this host does now. */
  holds(id: string): boolean {
    return this.live.has(id) || this.booking.has(id)
  }

  /** Cuts off what is under way, as the closing of the vault would, and waits until each is written down. */
  async stopAll(): Promise<void> {
    const underWay = [...this.live.values()]
    for (const { abort } of underWay) abort.abort(new Error(closing))
    await Promise.allSettled(underWay.map(({ ended }) => ended))
  }

  private carryOut<T>(id: string, what: JobWork<T>, caller: Caller | null, keep: Keep<T>): BegunJob<T> {
    const { kind, subject = null, work } = what
    const abort = new AbortController()
    const begunAt = new Date().toISOString()
    const state = { state: 'running', progress: 0, problem: null, endedAt: null } as const
    const job: LiveJob = {
      workspaceId: caller?.who.workspaceId ?? null,
      abort,
      summary: { id, kind, subject, ...state, canCancel: true, canRepeat: false, begunAt },
      ended: Promise.resolve(),
    }
    this.live.set(id, job)
    this.tell(job)
    const progress = async (part: number) => {
      const { summary } = job
      if (part - summary.progress < visibleStep) return
      job.summary = { ...summary, progress: Math.min(part, 1) }
      await keep({ progress: job.summary.progress })
      this.tell(job)
    }
    const ended = this.toItsEnd(job, work, { progress, signal: abort.signal }, keep).then(async (end) => {
      this.live.delete(id)
      if (caller === null) this.remember(job.summary, () => this.beginForVault(what))
      this.tell(job)
      const { problem } = job.summary
      const tookMs = Date.now() - Date.parse(begunAt)
      await this.options
        .onEnd({ caller, kind, subject, state: end.state, problem, tookMs })
        .catch((error: unknown) => this.options.log.error('The end of a job could not be told.', error))
      return end
    })
    job.ended = ended
    return { id, ended }
  }

  private async toItsEnd<T>(
    job: LiveJob,
    work: JobWork<T>['work'],
    steps: JobSteps,
    keep: Keep<T>,
  ): Promise<JobEnd<T>> {
    const { id, kind } = job.summary
    const over = async (state: JobState, problem: string | null, result?: T) => {
      const progress = state === 'done' ? 1 : job.summary.progress
      const ended = { ...job.summary, state, problem, progress, endedAt: new Date().toISOString() }
      job.summary = { ...ended, canCancel: false, canRepeat: mayRepeat(ended) }
      await keep({ state, progress, ...(problem === null ? {} : { problem }) }, result).catch(
        (error: unknown) =>
          this.options.log.error('The end of a job could not be kept.', error, { kind, id }),
      )
    }
    try {
      const result = await work(steps)
      await over('done', null, result)
      return { state: 'done', result }
    } catch (error) {
      const state = endOf(steps.signal)
      if (state === 'failed') this.options.log.error('A job did not go through.', error, { kind, id })
      await over(
        state,
        state === 'cancelled' ? null : sentenceOf(state === 'failed' ? error : steps.signal.reason),
      )
      return { state, error }
    }
  }

  private remember(summary: JobSummary, again: () => BegunJob<unknown>): void {
    const canRepeat = summary.state !== 'done'
    this.ofVault = [{ summary: { ...summary, canRepeat }, again }, ...this.ofVault].slice(
      0,
      rememberedOfVault,
    )
  }

  private tell({ workspaceId, summary }: LiveJob): void {
    this.options.topics.announce(workspaceId, { aggregate: 'job', id: summary.id })
  }
}

const mayRepeat = ({ kind, state, endedAt }: Pick<JobSummary, 'kind' | 'state' | 'endedAt'>): boolean =>
  endedAt !== null && state !== 'done' && repeatable.includes(kind)

/** What a job answered. @throws what it failed with, REFUSED where it was cancelled or cut off */
export async function resultOf<T>({ ended }: BegunJob<T>): Promise<T> {
  const end = await ended
  if (end.state === 'done') return end.result
  if (end.state === 'failed') throw end.error
  throw refused(end.state, end.state === 'cancelled' ? 'It was cancelled.' : closing)
}

class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

function endOf({ aborted, reason }: AbortSignal): 'failed' | 'cancelled' | 'interrupted' {
  if (!aborted) return 'failed'
  return reason instanceof CancelledError ? 'cancelled' : 'interrupted'
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
