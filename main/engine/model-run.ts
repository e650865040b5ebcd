import type { RunSummary, Usage } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import { priceSimulated, priceUsage } from '../../core/pricing/price'
import type { StoredConnection } from '../../db/queries/connection'
import type { FinishedRun } from '../../db/record/batch'
import { priceTable } from '../pricing/catalog'
import type { ModelConnection } from '../providers/connection'
import type { CallEnd, ModelCall } from '../providers/provider'
import type { LiveRun } from './live-run'

/** What is asked of the model: the resolved messages under the document's settings. */
export function modelCall(run: LiveRun, document: TemplateDocument, model: string): ModelCall {
  return {
    model,
    messages: run.messages.flatMap(({ role, text }) =>
      role === 'history' ? [] : [{ role, parts: [{ type: 'text' as const, text }] }],
    ),
    settings: document.settings,
    stop: document.stop,
    tools: document.tools,
    signal: run.signal,
    ...(document.outputSchema === undefined ? {} : { outputSchema: document.outputSchema }),
  }
}

/** Streams the answer into the live run. The provider never throws: how it ended is the last event. */
export async function stream(run: LiveRun, way: ModelConnection, call: ModelCall): Promise<CallEnd> {
  for await (const event of way.stream(call)) {
    switch (event.type) {
      case 'text':
        run.addText(event.text)
        break
      case 'reasoning':
        run.addReasoning(event.text)
        break
      case 'tool_call':
        run.addToolCall(event.call)
        break
      case 'end':
        return event.end
    }
  }
  throw new Error('The provider ended without saying how.')
}

/** Tokens and money; an unknown price stays unknown. */
export async function usageOf(connection: StoredConnection, model: string, end: CallEnd): Promise<Usage> {
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = end.usage
  const cost =
    connection.kind === 'simulator'
      ? priceSimulated(end.usage, model)
      : priceUsage(end.usage, model, new Date(), { table: await priceTable(connection) })
  return { inputTokens, outputTokens, cachedTokens, reasoningTokens, ...cost }
}

/** The end of a run as it is recorded and shown. */
export function finished(run: LiveRun, end: CallEnd, usage: Usage): FinishedRun {
  const { failure } = end
  return {
    id: run.started.id,
    status: end.status,
    error: failure && {
      code: failure.code,
      message: `${failure.sentence} ${failure.remedy}`,
      waitSeconds: failure.waitSeconds,
    },
    durationMs: Math.round(end.durationMs),
    firstTokenMs: end.firstTokenMs === null ? null : Math.round(end.firstTokenMs),
    usage,
    answer: run.text === '' ? null : run.text,
    reasoning: run.reasoning === '' ? null : run.reasoning,
    toolCalls: run.toolCalls,
  }
}

/** The end of a run that broke on our side; what was said until then is kept. */
export function failedInside(run: LiveRun): FinishedRun {
  return {
    id: run.started.id,
    status: 'failed',
    error: {
      code: 'internal',
      message: 'The studio failed during this run. Run it again; if it stays, the log names the run.',
      waitSeconds: null,
    },
    durationMs: null,
    firstTokenMs: null,
    usage: null,
    answer: run.text === '' ? null : run.text,
    reasoning: run.reasoning === '' ? null : run.reasoning,
    toolCalls: run.toolCalls,
  }
}

export function summaryAtEnd(
  started: RunSummary,
  { status, error, durationMs, firstTokenMs, usage }: FinishedRun,
): RunSummary {
  return { ...started, status, error, durationMs, firstTokenMs, usage: usage ?? started.usage }
}
