import type { RunError, RunSummary } from '../../../contract/run'
import type { WorkflowDocument } from '../../../contract/workflow'
import { canonicalJson, storable } from '../../../core/document/canonical'
import type { BegunRun, FinalStatus } from '../../../db/record/batch'
import type { Caller } from '../../caller'
import type { Notifications } from '../../services/notifications'
import { Budget } from './budget'
import type { Reused, RunContext } from './context'
import type { EffectNeeds } from './effect'
import { GraphRun } from './graph-run'
import type { LiveWorkflow } from './live-workflow'
import { NodeFailure } from './node-failure'
import { Totals } from './totals'
import { Trace } from './trace'

/** A run of a workflow that begins, or goes on. */
export interface Begin {
  readonly id: string
  readonly entityId: string | null
  readonly title: string | null
  readonly versionId: string | null
  readonly versionNumber: number | null
  readonly document: WorkflowDocument
  readonly inputs: Readonly<Record<string, unknown>>
  /** The run that it goes on from. */
  readonly replayOfId: string | null
  readonly reuse: ReadonlyMap<string, Reused>
  readonly waiting: ReadonlyMap<string, string>
  /** The test that it is made for. */
  readonly test?: { readonly id: string; readonly name: string }
}

interface Studio {
  readonly needs: EffectNeeds
  readonly notifications: Notifications
  readonly announce: () => void
}

/** Carries a run out and records it, whatever becomes of it. @throws where it could not be recorded */
export async function toItsEnd(
  { needs, notifications, announce }: Studio,
  caller: Caller,
  {
    begin,
    live,
    firstId,
  }: { readonly begin: Begin; readonly live: LiveWorkflow; readonly firstId: string | null },
): Promise<void> {
  const began = performance.now()
  let broken: unknown = null
  const trace = new Trace(caller.engine, caller.who, firstId, (error) => {
    broken = error
    live.stop()
  })
  // A run that goes on in its own row is there already.
  if (firstId) trace.begin(begunRun(begin, live.started))
  else trace.move(begin.id, 'running')
  const totals = new Totals(live.started.usage)
  const context = contextOf({ needs, caller, begin, live, trace, totals })
  const limit = begin.document.limits.seconds
  const signal = limit ? AbortSignal.any([live.signal, AbortSignal.timeout(limit * 1000)]) : live.signal
  const graph = new GraphRun(context, {
    document: begin.document,
    around: context.around,
    prefix: '',
    parentId: begin.id,
    signal,
  })
  const { outputs, status, error } = await graph.run().then(
    (outputs) => ({ outputs, status: 'success' as FinalStatus, error: null }),
    (reason: unknown) => ({ outputs: {}, ...endOf(reason, live, limit) }),
  )
  // The studio closes while the run waits for somebody: it stays as it is in the record.
  if (live.isLeft) return trace.flush()
  if (broken) throw broken
  const usage = totals.usage
  const durationMs = performance.now() - began
  trace.end({
    id: begin.id,
    status,
    error,
    durationMs,
    firstTokenMs: null,
    usage,
    billed: false,
    answer: status === 'success' ? canonicalJson(storable(outputs)) : null,
    reasoning: null,
    toolCalls: [],
  })
  await trace.flush()
  const ended: RunSummary = { ...live.started, status, error, durationMs, usage }
  live.finish(ended, outputs)
  announce()
  await notifications.ofRun(caller, ended)
}

function contextOf({
  needs,
  caller,
  begin,
  live,
  trace,
  totals,
}: {
  readonly needs: EffectNeeds
  readonly caller: Caller
  readonly begin: Begin
  readonly live: LiveWorkflow
  readonly trace: Trace
  readonly totals: Totals
}): RunContext {
  const busy = {
    count: 0,
    changed: () => {
      const status = busy.count === 0 && live.isAsking ? 'paused' : 'running'
      if (live.status === status || live.isFinished || live.signal.aborted) return
      live.setStatus(status)
      trace.move(begin.id, status)
      // Whoever closes the studio now finds it waiting.
      if (status === 'paused') trace.flush().catch(() => {})
    },
  }
  const { entityId, versionId, versionNumber, id, inputs } = begin
  return {
    caller,
    needs,
    started: live.started,
    around: {
      id,
      entityId,
      versionId,
      versionNumber,
      given: inputs,
      budget: new Budget(begin.document.limits),
      scores: new Map(),
      known: remembered(),
      within: entityId ? [entityId] : [],
    },
    live,
    trace,
    totals,
    reuse: begin.reuse,
    waiting: begin.waiting,
    busy,
  }
}

function remembered(): RunContext['around']['known'] {
  const answers = new Map<string, Promise<unknown>>()
  return <T>(what: string, look: () => Promise<T>): Promise<T> => {
    const known = answers.get(what) ?? look()
    answers.set(what, known)
    return known as Promise<T>
  }
}

function endOf(
  reason: unknown,
  live: LiveWorkflow,
  seconds: number | undefined,
): { readonly status: FinalStatus; readonly error: RunError | null } {
  if (live.signal.aborted) {
    const message = 'The run was stopped. What it did until then is kept; resume goes on from there.'
    return { status: 'cancelled', error: { code: 'cancelled', message, waitSeconds: null } }
  }
  if (reason instanceof NodeFailure) return { status: reason.status, error: reason.error }
  const message = `The run may take ${seconds} s and has taken them. Raise the workflow’s limit, then resume the run.`
  return { status: 'timeout', error: { code: 'budget', message, waitSeconds: null } }
}

function begunRun(begin: Begin, { startedAt }: RunSummary): BegunRun {
  const { id, entityId, versionId, versionNumber, document, inputs, replayOfId, test } = begin
  return {
    id,
    kind: 'workflow',
    status: 'running',
    startedAt,
    entityId,
    versionId,
    versionNumber,
    connectionId: null,
    provider: null,
    model: null,
    settings: {},
    simulated: false,
    messages: [],
    document,
    values: inputs,
    replayOfId,
    ...(test ? { context: { test } } : {}),
  }
}

export const summaryOf = ({ id, entityId, title, versionId, versionNumber }: Begin): RunSummary => ({
  id,
  kind: 'workflow',
  groupId: id,
  entityId,
  entityTitle: title,
  versionId,
  versionNumber,
  conversationId: null,
  changedSettings: [],
  provider: null,
  model: null,
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
    simulated: false,
  },
  rating: null,
})
