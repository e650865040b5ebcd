import type { RunError, RunStep, RunSummary, Usage } from '../../contract/run'
import { answerProblems } from '../../core/answer/structured'
import { addCosts } from '../../core/pricing/add'
import { type PriceOverride, priceSimulated, priceUsage, type TokenUsage } from '../../core/pricing/price'
import type { StoredConnection } from '../../db/queries/connection'
import type { BegunRun, FinalStatus, FinishedRun } from '../../db/record/batch'
import { isFinal } from '../../db/record/batch'
import { priceTable } from '../pricing/catalog'
import type { CallEnd, CallFailure } from '../providers/provider'
import type { LiveRun } from './live-run'
import type { Conversed, Prepared } from './prepared'

export const errorOf = (failure: CallFailure | null): RunError | null =>
  failure && {
    code: failure.code,
    message: `${failure.sentence} ${failure.remedy}`.trim(),
    waitSeconds: failure.waitSeconds,
  }

/** Tokens and money of every call of a run together; an unknown price stays unknown. */
export async function usageOf(
  connection: StoredConnection,
  model: string,
  ends: readonly CallEnd[],
  override: PriceOverride | null,
): Promise<Usage> {
  const told = ends.filter(({ usage }) => usage.inputTokens !== null || usage.outputTokens !== null)
  const table = connection.kind === 'simulator' ? null : await priceTable(connection)
  const costs = told.map(({ usage }) =>
    connection.kind === 'simulator'
      ? priceSimulated(usage, model)
      : priceUsage(usage, model, new Date(), { table, override }),
  )
  const sum = (key: keyof TokenUsage) =>
    told.reduce<number | null>((total, { usage }) => {
      const value = usage[key]
      return value === null ? total : (total ?? 0) + value
    }, null)
  return {
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cachedTokens: sum('cachedTokens'),
    reasoningTokens: sum('reasoningTokens'),
    ...addCosts(costs, { simulated: connection.kind === 'simulator', currency: override?.currency ?? 'USD' }),
  }
}

/** The end of a run as it is recorded and shown. */
export function finished(
  run: LiveRun,
  prepared: Prepared,
  { end, said }: Conversed,
  usage: Usage,
): FinishedRun {
  const problems =
    end.status === 'success' && said !== '' ? answerProblems(prepared.document.outputSchema, said) : []
  const [problem] = problems
  return {
    ...keptOf(run),
    status: problem ? 'partial_success' : end.status,
    error: problem
      ? {
          code: 'schema',
          message: `The answer does not fit the output schema: ${problem.message} Run it again, or change the schema.`,
          waitSeconds: null,
        }
      : errorOf(end.failure),
    durationMs: Date.now() - Date.parse(run.started.startedAt),
    firstTokenMs: end.firstTokenMs === null ? null : Math.round(end.firstTokenMs),
    usage,
  }
}

/** The end of a run that broke on our side; what was said until then is kept. */
export function failedInside(run: LiveRun): FinishedRun {
  return {
    ...keptOf(run),
    status: 'failed',
    error: {
      code: 'internal',
      message: 'The studio failed during this run. Run it again; if it stays, the log names the run.',
      waitSeconds: null,
    },
    durationMs: null,
    firstTokenMs: null,
    usage: null,
  }
}

const keptOf = (run: LiveRun) => ({
  id: run.started.id,
  answer: run.text === '' ? null : run.text,
  reasoning: run.reasoning === '' ? null : run.reasoning,
  toolCalls: run.toolCalls,
})

export function summaryAtEnd(
  started: RunSummary,
  { status, error, durationMs, firstTokenMs, usage }: FinishedRun,
): RunSummary {
  return { ...started, status, error, durationMs, firstTokenMs, usage: usage ?? started.usage }
}

/** The steps of a run as rows below it, begun and ended in one batch with it. */
export function stepRows(run: LiveRun, { connection, model }: Prepared): [BegunRun[], FinishedRun[]] {
  const { entityId, versionId, versionNumber, provider, groupId, conversationId } = run.started
  const begun = run.steps.map<BegunRun>((step) => ({
    id: step.id,
    kind: step.kind,
    name: step.name,
    status: 'running',
    startedAt: step.startedAt,
    traceId: groupId,
    parentId: run.started.id,
    entityId,
    versionId,
    versionNumber,
    conversationId,
    connectionId: connection.id,
    provider: step.kind === 'tool' ? null : provider,
    model: step.kind === 'tool' ? null : model,
    settings: {},
    simulated: connection.kind === 'simulator',
    messages: [],
    values: step.kind === 'tool' ? { input: step.input } : {},
    context: {
      ...(step.callId === null ? {} : { callId: step.callId }),
      ...(step.waitedMs === null ? {} : { waitedMs: step.waitedMs }),
    },
  }))
  return [begun, run.steps.map((step) => stepEnd(step, connection))]
}

function stepEnd(step: RunStep, connection: StoredConnection): FinishedRun {
  const told = step.inputTokens !== null || step.outputTokens !== null
  return {
    id: step.id,
    status: isFinal(step.status) ? step.status : ('interrupted' satisfies FinalStatus),
    error: step.error,
    durationMs: step.durationMs,
    firstTokenMs: null,
    // Its money is part of the run's, which alone is billed.
    billed: false,
    usage: told
      ? {
          inputTokens: step.inputTokens,
          outputTokens: step.outputTokens,
          cachedTokens: null,
          reasoningTokens: null,
          cost: null,
          currency: 'USD',
          priceVersion: null,
          simulated: connection.kind === 'simulator',
        }
      : null,
    answer: step.kind === 'tool' && step.output !== null ? JSON.stringify(step.output) : null,
    reasoning: null,
    toolCalls: [],
  }
}
