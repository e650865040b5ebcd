import { setTimeout as pause } from 'node:timers/promises'
import type { RunEvent, RunStart, RunSummary } from '../../contract/run'
import { lookUp } from '../../db/command'
import { getPrice } from '../../db/queries/price'
import { getRun } from '../../db/queries/run'
import { record } from '../../db/record'
import type { BegunRun, FinishedRun } from '../../db/record/batch'
import { phaseId } from '../../db/record/phase-id'
import type { Caller } from '../caller'
import { notFound } from '../failure'
import type { Log } from '../log'
import { contextWindow } from '../pricing/catalog'
import { priceProvider } from '../pricing/provider'
import type { KeyStore } from '../secrets/store'
import type { Blobs } from '../services/blobs'
import type { Notifications } from '../services/notifications'
import type { TemplateService } from '../templates/service'
import type { Topics } from '../topics'
import { ModelConnections } from './connections'
import { converse } from './converse'
import { LiveRun } from './live-run'
import { modelCall } from './model-run'
import { failedInside, finished, stepRows, summaryAtEnd, usageOf } from './outcome'
import { prepareTemplateRun } from './prepare'
import type { Conversed, Prepared } from './prepared'

interface RunsOptions {
  readonly templates: TemplateService
  readonly blobs: Blobs
  readonly topics: Topics
  readonly notifications: Notifications
  readonly log: Log
}

/** A run is in the record so soon after it was sent, answered or not; milliseconds. */
const recordWithinMs = 25

/** A follower that comes right after the end still sees the run live; later ones read the record. */
const keepFinishedMs = 30_000

/** Runs: started, followed, stopped, and recorded whatever becomes of them. */
export class Runs {
  readonly ways: ModelConnections
  private readonly live = new Map<string, LiveRun>()
  private readonly underWay = new Set<Promise<void>>()

  constructor(
    private readonly studio: RunsOptions,
    keys: KeyStore,
  ) {
    this.ways = new ModelConnections(keys)
  }

  /** @throws NOT_FOUND, INVALID (values, template), REFUSED; nothing was sent or recorded then */
  start(caller: Caller, input: RunStart): Promise<RunSummary> {
    return this.begin(caller, input.id, () => prepareTemplateRun(this.studio, caller, input))
  }

  /** Starts what `prepare` makes, unless a run of this id was started before: it is asked and paid for once. */
  async begin(caller: Caller, id: string, prepare: () => Promise<Prepared>): Promise<RunSummary> {
    const before = this.liveOf(caller, id)
    if (before) return before.started
    const [prepared, known] = await Promise.all([
      prepare().catch((error: unknown) => ({ error })),
      begunBefore(caller, id),
    ])
    if (known) return known
    if ('error' in prepared) throw prepared.error
    // The same id may have been started while this call read.
    const meanwhile = this.liveOf(caller, id)
    if (meanwhile) return meanwhile.started
    const { workspaceId } = caller.who
    const run = new LiveRun(workspaceId, prepared.started, prepared.messages, new AbortController())
    this.live.set(liveKey(workspaceId, id), run)
    this.carryOut(caller, run, prepared)
    return prepared.started
  }

  async *follow(caller: Caller, id: string, signal: AbortSignal | undefined): AsyncGenerator<RunEvent> {
    const run = this.liveOf(caller, id)
    if (run) return yield* run.follow(signal)
    const past = await getRun(caller.engine, caller.who.workspaceId, id)
    if (!past) throw notFound('run', id)
    yield { type: 'started', run: past, messages: past.messages }
    if (past.reasoning) yield { type: 'reasoning', text: past.reasoning }
    if (past.answer) yield { type: 'text', text: past.answer }
    for (const call of past.toolCalls) yield { type: 'tool_call', call }
    for (const step of past.steps) yield { type: 'step', step }
    yield { type: 'finished', run: past }
  }

  /** True for a run that this host carries out, or did a moment ago. */
  holds(workspaceId: string, id: string): boolean {
    return this.live.has(liveKey(workspaceId, id))
  }

  stop(caller: Caller, id: string): boolean {
    const run = this.liveOf(caller, id)
    if (!run || run.isFinished) return false
    run.stop()
    return true
  }

  /** False where the run does not wait for this answer. */
  answerTool(caller: Caller, id: string, callId: string, value: unknown): boolean {
    return this.liveOf(caller, id)?.answer(callId, value) ?? false
  }

  async close(): Promise<void> {
    await this.stopAll()
    this.ways.close()
  }

  /** Stops every run and waits until each is recorded. */
  async stopAll(): Promise<void> {
    for (const run of this.live.values()) run.stop()
    await Promise.allSettled(this.underWay)
  }

  private liveOf({ who }: Caller, id: string): LiveRun | undefined {
    return this.live.get(liveKey(who.workspaceId, id))
  }

  private carryOut(caller: Caller, run: LiveRun, prepared: Prepared): void {
    const work = this.toItsEnd(caller, run, prepared)
      .catch((error: unknown) => {
        this.studio.log.error('A run could not be recorded.', error, { id: run.started.id })
        run.finish({ ...run.started, status: 'failed', error: notRecorded })
      })
      .finally(() => {
        this.underWay.delete(work)
        this.announce(run)
        const key = liveKey(run.workspaceId, run.started.id)
        setTimeout(() => this.live.delete(key), keepFinishedMs).unref()
      })
    this.underWay.add(work)
  }

  private async toItsEnd(caller: Caller, run: LiveRun, prepared: Prepared): Promise<void> {
    const { engine, who } = caller
    const answered = this.outcomeOf(caller, run, prepared)
    // The first token does not wait for the record of the beginning, nor share the machine with it; the end waits.
    await Promise.race([answered, pause(recordWithinMs)])
    const begun = record(engine, who, {
      commandId: phaseId(run.started.id, 'begin'),
      begun: [begunRun(run, prepared)],
    }).then(() => this.announce(run))
    begun.catch(() => run.stop())
    const outcome = await answered
    await begun
    const [stepsBegun, stepsEnded] = stepRows(run, prepared)
    await record(engine, who, {
      commandId: phaseId(run.started.id, 'finish'),
      begun: stepsBegun,
      finished: [...stepsEnded, outcome],
      ...prepared.atEnd?.(outcome),
    })
    const ended = summaryAtEnd(run.started, outcome)
    run.finish(ended)
    await this.studio.notifications.ofRun(caller, ended)
  }

  /** A failure of our own ends the run too: its record must not say `running` for ever. */
  private async outcomeOf(caller: Caller, run: LiveRun, prepared: Prepared): Promise<FinishedRun> {
    const { connection, model } = prepared
    try {
      const conversed = await converse(run, prepared, this.ways.to(connection), modelCall(run, prepared))
      const override =
        connection.kind === 'simulator'
          ? null
          : await getPrice(caller.engine, caller.who.workspaceId, priceProvider(connection), model)
      const usage = await usageOf(connection, model, conversed.ends, override)
      return finished(run, prepared, await this.counted(prepared, conversed), usage)
    } catch (error) {
      this.studio.log.error('A run failed inside the studio.', error, { id: run.started.id })
      return failedInside(run)
    }
  }

  /** Where a prompt was too long, how long it was and what would have fitted. */
  private async counted(prepared: Prepared, conversed: Conversed): Promise<Conversed> {
    const { failure } = conversed.end
    if (failure?.code !== 'context_too_long') return conversed
    const { messages, connection, model } = prepared
    const [count, fits] = await Promise.all([
      this.studio.templates.countTokens(
        messages.map(({ text }) => text),
        connection.kind,
        model,
      ),
      contextWindow(connection, model),
    ])
    const about = `The prompt has ${count.exact ? '' : 'about '}${count.tokens.toLocaleString('en')} tokens`
    const room = fits === null ? '.' : `; ${model} reads ${fits.toLocaleString('en')}.`
    const sentence = `${failure.sentence} ${about}${room}`
    return { ...conversed, end: { ...conversed.end, failure: { ...failure, sentence } } }
  }

  private announce(run: LiveRun): void {
    const { conversationId } = run.started
    this.studio.topics.announce(
      run.workspaceId,
      { aggregate: 'run', id: run.started.id },
      ...(conversationId ? [{ aggregate: 'conversation' as const, id: conversationId }] : []),
    )
  }
}

const notRecorded = {
  code: 'not_recorded',
  message: 'The run ended but could not be written to the vault. Its answer is still on the screen; copy it.',
  waitSeconds: null,
}

/** The run that was started under this id, by the command that began it: a look at one row, and not at every month. */
async function begunBefore({ engine, who }: Caller, id: string): Promise<RunSummary | null> {
  const { workspaceId } = who
  const begun = await lookUp(engine, workspaceId, phaseId(id, 'begin'))
  return begun && getRun(engine, workspaceId, id)
}

/** An id names a run of its workspace only: another workspace's run may not stand in for it, nor be hidden by it. */
const liveKey = (workspaceId: string, id: string) => `${workspaceId} ${id}`

function begunRun(run: LiveRun, prepared: Prepared): BegunRun {
  const { connection, document, values, context, replayOfId } = prepared
  const { id, startedAt, entityId, versionId, versionNumber, provider, model, groupId } = run.started
  return {
    id,
    kind: 'template',
    status: 'running',
    startedAt,
    traceId: groupId,
    entityId,
    versionId,
    versionNumber,
    conversationId: run.started.conversationId,
    connectionId: connection.id,
    provider,
    model,
    settings: document.settings,
    simulated: connection.kind === 'simulator',
    messages: run.messages,
    values,
    context,
    replayOfId,
  }
}
