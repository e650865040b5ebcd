import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { canonicalJson, storable, storableObject, storableText } from '../../core/document/canonical'
import { builder, raw, statement } from '../drizzle'
import type { Statement } from '../engine'
import { executionMetric, message } from '../schema'
import type { Who } from '../write/command'
import { type Body, encodeBody } from '../write/content'
import { commandInstant as now } from '../write/functions'
import type { BegunRun, FinishedRun, Metric, MovedRun, NewMessage } from './batch'
import { beginRows } from './begin'
import { putBodies } from './bodies'
import { type Ended, endRuns } from './end'

/**
 * The rows of runs that begin and that end, the first end of each. A run that is final already, or was never begun,
 * changes nothing and counts nothing.
 */
export function runRows(who: Who, begun: readonly BegunRun[], finished: readonly FinishedRun[]): Statement[] {
  const ends = new Map([...finished].reverse().map((run) => [run.id, ended(run)]))
  const bodies = [...ends.values()].flatMap((end) => end.bodies)
  const spans = begun.map((run) => ({ run, end: ends.get(run.id)?.row ?? null }))
  const beginsHere = new Set(begun.map(({ id }) => id))
  const before = [...ends.values()].flatMap(({ row }) => (beginsHere.has(row.id) ? [] : [row]))
  return [...putBodies(who.workspaceId, bodies), ...beginRows(who, spans), ...endRuns(who, before.reverse())]
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
      ran_entity_id: run.ran?.entityId ?? null,
      ran_version_id: run.ran?.versionId ?? null,
      ran_version_number: run.ran?.versionNumber ?? null,
      ran_version_label: run.ran?.label ?? null,
      asked_connection_id: run.asked?.connectionId ?? null,
      asked_provider: run.asked?.provider ?? null,
      asked_model: run.asked?.model ?? null,
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

/** Runs under way that wait, or go on. */
export function movedRows({ workspaceId }: Who, moved: readonly MovedRun[]): Statement[] {
  return moved.map(({ id, status, context }) =>
    raw(sql`update execution set status = ${status}, context = context || ${JSON.stringify(storable(context ?? {}))}::jsonb
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and status in ('queued', 'running', 'paused')`),
  )
}

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
