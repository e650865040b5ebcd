import { uuidv7 } from 'uuidv7'
import { canonicalJson, storable, storableObject, storableText } from '../../core/document/canonical'
import { builder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { content, execution, executionContent, executionMetric, message } from '../schema'
import type { Who } from '../write/command'
import { type Body, encodeBody } from '../write/content'
import { commandInstant as now } from '../write/functions'
import type { BegunRun, FinishedRun, Metric, NewMessage } from './batch'
import { type Ended, endRuns } from './end'

/** The rows of runs that begin, with what is sent. */
export function beginRows({ workspaceId, accountId, deviceId }: Who, runs: readonly BegunRun[]): Statement[] {
  if (runs.length === 0) return []
  const sent = runs.map((run) => ({
    run,
    prompt: encodeBody(canonicalJson(storable(run.messages))),
    values: encodeBody(canonicalJson(storable(run.values))),
  }))
  const rows = sent.map(({ run, prompt }) => ({
    workspaceId,
    id: run.id,
    kind: run.kind,
    traceId: run.traceId ?? run.id,
    parentId: run.parentId ?? null,
    entityId: run.entityId,
    versionId: run.versionId,
    versionNumber: run.versionNumber,
    accountId,
    deviceId,
    connectionId: run.connectionId,
    provider: run.provider,
    model: run.model,
    parameters: storableObject(run.settings),
    status: run.status,
    startedAt: run.startedAt,
    simulated: run.simulated,
    inputHash: prompt.hash,
    classification: run.classification ?? 'internal',
    name: run.name ?? null,
    replayOfId: run.replayOfId ?? null,
    conversationId: run.conversationId ?? null,
    context: storableObject(run.context ?? {}),
  }))
  const contents = sent.map(({ run, prompt, values }) => ({
    workspaceId,
    executionId: run.id,
    promptHash: prompt.hash,
    valuesHash: values.hash,
  }))
  return [
    putBodies(
      workspaceId,
      sent.flatMap(({ prompt, values }) => [prompt, values]),
    ),
    statement(builder.insert(execution).values(rows)),
    statement(builder.insert(executionContent).values(contents)),
  ]
}

/** The rows of runs that end. A run that is final already, or was never begun, changes nothing and counts nothing. */
export function finishRows(who: Who, runs: readonly FinishedRun[]): Statement[] {
  // The first end counts, as it does between two batches.
  const ends = [...new Map([...runs].reverse().map((run) => [run.id, ended(run)])).values()].reverse()
  const bodies = ends.flatMap((end) => end.bodies)
  return [
    ...(bodies.length > 0 ? [putBodies(who.workspaceId, bodies)] : []),
    ...endRuns(
      who,
      ends.map(({ row }) => row),
    ),
  ]
}

function ended(run: FinishedRun): { row: Ended; bodies: Body[] } {
  const answer = run.answer === null ? null : encodeBody(run.answer)
  const reasoning = run.reasoning ? encodeBody(run.reasoning) : null
  const toolCalls = run.toolCalls.length > 0 ? encodeBody(canonicalJson(storable(run.toolCalls))) : null
  const { error, usage } = run
  return {
    bodies: [answer, reasoning, toolCalls].filter((body) => body !== null),
    row: {
      id: run.id,
      usage_id: usage && run.billed !== false ? uuidv7() : null,
      status: run.status,
      finish_reason: run.finishReason ?? null,
      error_code: error?.code ?? null,
      error_message: error ? storableText(error.message) : null,
      error_wait_seconds: error?.waitSeconds ?? null,
      duration_ms: run.durationMs,
      time_to_first_token_ms: run.firstTokenMs,
      response_model: run.responseModel ?? null,
      response_hash: answer?.hash ?? null,
      reasoning_hash: reasoning?.hash ?? null,
      tool_calls_hash: toolCalls?.hash ?? null,
      ...figuresOf(usage),
    },
  }
}

const figuresOf = (usage: FinishedRun['usage']) => ({
  input_tokens: usage?.inputTokens ?? null,
  output_tokens: usage?.outputTokens ?? null,
  cached_tokens: usage?.cachedTokens ?? null,
  reasoning_tokens: usage?.reasoningTokens ?? null,
  cost: usage?.cost ?? null,
  currency: usage?.currency ?? null,
  price_version: usage?.priceVersion ?? null,
  simulated: usage?.simulated ?? null,
})

export function metricRows({ workspaceId }: Who, metrics: readonly Metric[]): Statement[] {
  if (metrics.length === 0) return []
  return [
    statement(
      builder.insert(executionMetric).values(metrics.map((metric) => ({ workspaceId, ...metric, at: now }))),
    ),
  ]
}

/** Messages are added, in the order given; a reply may name one of the same batch. */
export function messageRows({ workspaceId, accountId }: Who, messages: readonly NewMessage[]): Statement[] {
  if (messages.length === 0) return []
  const rows = messages.map(({ text, files, ...row }) => ({
    workspaceId,
    ...row,
    content: storableObject({ text, ...(files?.length ? { files } : {}) }),
    createdAt: now,
    createdBy: accountId,
    updatedAt: now,
    updatedBy: accountId,
  }))
  return [statement(builder.insert(message).values(rows))]
}

function putBodies(workspaceId: string, bodies: readonly Body[]): Statement {
  const rows = [...new Map(bodies.map((body) => [body.hash, body])).values()]
  return statement(
    builder
      .insert(content)
      .values(rows.map((body) => ({ workspaceId, ...body, createdAt: now })))
      .onConflictDoNothing(),
  )
}
