import { createHash } from 'node:crypto'
import type { RunEvent, RunStart, RunSummary } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import { canonicalJson, storable } from '../../core/document/canonical'
import { getConnection, type StoredConnection } from '../../db/queries/connection'
import { getHead } from '../../db/queries/head'
import { getRun } from '../../db/queries/run'
import { record } from '../../db/record'
import type { FinishedRun } from '../../db/record/batch'
import { phaseId } from '../../db/record/phase-id'
import type { EntityHead } from '../../db/write/command'
import type { Caller } from '../caller'
import { failure, notFound, refused } from '../failure'
import type { Log } from '../log'
import type { KeyStore } from '../secrets/store'
import { makePrompt } from '../services/prompt'
import type { TemplateService } from '../templates/service'
import type { Topics } from '../topics'
import { ModelConnections } from './connections'
import { LiveRun } from './live-run'
import { failedInside, finished, modelCall, stream, summaryAtEnd, usageOf } from './model-run'

interface RunsOptions {
  readonly templates: TemplateService
  readonly topics: Topics
  readonly log: Log
}

/** A follower that comes right after the end still sees the run live; later ones read the record. */
const keepFinishedMs = 30_000

/** Runs of templates: started, followed, stopped, and recorded whatever becomes of them. */
export class Runs {
  private readonly live = new Map<string, LiveRun>()
  private readonly underWay = new Set<Promise<void>>()
  private readonly ways: ModelConnections

  constructor(
    private readonly studio: RunsOptions,
    keys: KeyStore,
  ) {
    this.ways = new ModelConnections(keys)
  }

  /** @throws NOT_FOUND, INVALID (values, template), REFUSED; nothing was sent or recorded then */
  async start(caller: Caller, input: RunStart): Promise<RunSummary> {
    const { engine, who } = caller
    const before = this.liveOf(caller, input.id)
    if (before) return before.started
    const [known, head, connection] = await Promise.all([
      getRun(engine, who.workspaceId, input.id),
      getHead(engine, who.workspaceId, input.entityId),
      getConnection(engine, who.workspaceId, input.choice.connectionId),
    ])
    if (known) return known
    if (head?.document.kind !== 'template') throw notFound('template', input.entityId)
    if (!connection) throw notFound('connection', input.choice.connectionId)
    const document = withSettings(input.document ?? head.document, input.settings)
    const prompt = await makePrompt(this.studio.templates, caller, document, input.values)
    if (prompt.issues.length > 0) throw cannotRun(prompt.issues)
    if (prompt.messages.length === 0) {
      throw refused('empty', 'The template has no message to send. Write one, then run it again.')
    }
    // The same id may have been started while this call read: it is asked and paid for once.
    const meanwhile = this.liveOf(caller, input.id)
    if (meanwhile) return meanwhile.started
    const started = summaryAtStart(input, head, connection)
    const run = new LiveRun(who.workspaceId, started, prompt.messages, new AbortController())
    this.live.set(liveKey(who.workspaceId, input.id), run)
    this.carryOut(caller, run, { document, connection, model: input.choice.model, values: prompt.values })
    return started
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
    yield { type: 'finished', run: past }
  }

  stop(caller: Caller, id: string): boolean {
    const run = this.liveOf(caller, id)
    if (!run || run.isFinished) return false
    run.stop()
    return true
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

  private carryOut(caller: Caller, run: LiveRun, asked: Asked): void {
    const work = this.toItsEnd(caller, run, asked)
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

  private async toItsEnd({ engine, who }: Caller, run: LiveRun, asked: Asked): Promise<void> {
    const { values } = asked
    // The first token does not wait for the record of the beginning; the end does.
    const begun = record(engine, who, {
      commandId: phaseId(run.started.id, 'begin'),
      begun: [{ ...begunRun(run, asked), values }],
    }).then(() => this.announce(run))
    begun.catch(() => run.stop())
    const outcome = await this.outcomeOf(run, asked)
    await begun
    await record(engine, who, { commandId: phaseId(run.started.id, 'finish'), finished: [outcome] })
    run.finish(summaryAtEnd(run.started, outcome))
  }

  /** A failure of our own ends the run too: its record must not say `running` for ever. */
  private async outcomeOf(run: LiveRun, { connection, model, document }: Asked): Promise<FinishedRun> {
    try {
      const end = await stream(run, this.ways.to(connection), modelCall(run, document, model))
      return finished(run, end, await usageOf(connection, model, end))
    } catch (error) {
      this.studio.log.error('A run failed inside the studio.', error, { id: run.started.id })
      return failedInside(run)
    }
  }

  private announce(run: LiveRun): void {
    const { entityId } = run.started
    this.studio.topics.announce(
      run.workspaceId,
      { aggregate: 'run', id: run.started.id },
      { aggregate: 'entity', id: entityId },
    )
  }
}

interface Asked {
  readonly document: TemplateDocument
  readonly connection: StoredConnection
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
}

const notRecorded = {
  code: 'not_recorded',
  message: 'The run ended but could not be written to the vault. Its answer is still on the screen; copy it.',
  waitSeconds: null,
}

/** An id names a run of its workspace only: another workspace's run may not stand in for it, nor be hidden by it. */
const liveKey = (workspaceId: string, id: string) => `${workspaceId} ${id}`

function withSettings(document: TemplateDocument, settings: RunStart['settings']): TemplateDocument {
  return settings ? { ...document, settings: { ...document.settings, ...settings } } : document
}

function cannotRun(
  issues: readonly {
    readonly message: string
    readonly line: number | null
    readonly column: number | null
  }[],
) {
  const first = issues[0]
  const place = first?.line ? `Line ${first.line}, column ${first.column}: ` : ''
  return failure('INVALID', `${place}${first?.message ?? 'The template cannot run.'}`, {
    issues: issues.map(({ message, line, column }) => ({ path: line ? `${line}:${column}` : '', message })),
  })
}

function begunRun(run: LiveRun, { connection, document }: Asked) {
  const { id, startedAt, entityId, versionId, versionNumber, provider, model } = run.started
  return {
    id,
    kind: 'template' as const,
    status: 'running' as const,
    startedAt,
    entityId,
    versionId,
    versionNumber,
    connectionId: connection.id,
    provider,
    model,
    settings: document.settings,
    simulated: connection.kind === 'simulator',
    messages: run.messages,
  }
}

/** A run of exactly what the head says is booked on its version; of anything else, on the item alone. */
function summaryAtStart(input: RunStart, head: EntityHead, connection: StoredConnection): RunSummary {
  const isHead = !input.document || hashOf(input.document) === head.contentHash
  return {
    id: input.id,
    kind: 'template',
    entityId: head.id,
    entityTitle: head.state.title,
    versionId: isHead ? head.headVersionId : null,
    versionNumber: isHead ? head.number : null,
    provider: connection.kind,
    model: input.choice.model,
    status: 'running',
    error: null,
    startedAt: new Date().toISOString(),
    durationMs: null,
    firstTokenMs: null,
    usage: {
      inputTokens: null,
      outputTokens: null,
      cachedTokens: null,
      reasoningTokens: null,
      cost: null,
      currency: 'USD',
      priceVersion: null,
      simulated: connection.kind === 'simulator',
    },
  }
}

function hashOf(document: TemplateDocument): string {
  return createHash('sha256')
    .update(canonicalJson(storable(document)))
    .digest('hex')
}
