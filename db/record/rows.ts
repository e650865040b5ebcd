import { and, eq, inArray, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { canonicalJson, storable, storableObject, storableText } from '../../core/document/canonical'
import { builder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { content, execution, executionContent, executionMetric, usageEvent } from '../schema'
import { openExecutionStatuses } from '../schema/enums'
import type { Who } from '../write/command'
import { type Body, encodeBody } from '../write/content'
import { commandInstant as now } from '../write/functions'
import type { BegunRun, FinishedRun, Metric } from './batch'

/** The rows of a run that begins: what is sent is on the disk before it is sent. */
export function beginRows({ workspaceId, accountId, deviceId }: Who, run: BegunRun): Statement[] {
  const prompt = encodeBody(canonicalJson(storable(run.messages)))
  const values = encodeBody(canonicalJson(storable(run.values)))
  return [
    putBodies(workspaceId, [prompt, values]),
    statement(
      builder.insert(execution).values({
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
      }),
    ),
    statement(
      builder.insert(executionContent).values({
        workspaceId,
        executionId: run.id,
        promptHash: prompt.hash,
        valuesHash: values.hash,
      }),
    ),
  ]
}

/** The rows of a run's end. A run that is final already, or was never begun, changes nothing and counts nothing. */
export function finishRows(who: Who, run: FinishedRun): Statement[] {
  const { workspaceId } = who
  const answer = run.answer === null ? null : encodeBody(run.answer)
  const reasoning = run.reasoning ? encodeBody(run.reasoning) : null
  const toolCalls = run.toolCalls.length > 0 ? encodeBody(canonicalJson(storable(run.toolCalls))) : null
  const bodies = [answer, reasoning, toolCalls].filter((body) => body !== null)
  return [
    ...(bodies.length > 0 ? [putBodies(workspaceId, bodies)] : []),
    statement(
      builder
        .update(executionContent)
        .set({
          responseHash: answer?.hash ?? null,
          reasoningHash: reasoning?.hash ?? null,
          toolCallsHash: toolCalls?.hash ?? null,
        })
        .where(
          and(
            eq(executionContent.workspaceId, workspaceId),
            eq(executionContent.executionId, run.id),
            inArray(executionContent.executionId, openRun(workspaceId, run.id)),
          ),
        ),
    ),
    ...(run.usage ? [usageRow(who, run, run.usage)] : []),
    freezeAndCount(workspaceId, run, answer),
  ]
}

const openRun = (workspaceId: string, id: string) =>
  builder
    .select({ id: execution.id })
    .from(execution)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id), stillOpen))

const stillOpen = inArray(execution.status, [...openExecutionStatuses])

/** One statement, so that only a run which it has just frozen is counted. */
function freezeAndCount(workspaceId: string, run: FinishedRun, answer: Body | null): Statement {
  const { error, usage } = run
  const frozen = builder.$with('frozen').as(
    builder
      .update(execution)
      .set({
        status: run.status,
        finishReason: run.finishReason ?? null,
        errorCode: error?.code ?? null,
        errorMessage: error ? storableText(error.message) : null,
        errorWaitSeconds: error?.waitSeconds ?? null,
        finishedAt: now,
        durationMs: run.durationMs,
        timeToFirstTokenMs: run.firstTokenMs,
        responseModel: run.responseModel ?? null,
        outputHash: answer?.hash ?? null,
        ...(usage && {
          inputTokens: usage.inputTokens,
          outputTokens: usage.outputTokens,
          cachedTokens: usage.cachedTokens,
          reasoningTokens: usage.reasoningTokens,
          cost: usage.cost,
          currency: usage.currency,
          priceVersion: usage.priceVersion,
          simulated: usage.simulated,
        }),
      })
      .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, run.id), stillOpen))
      .returning({ id: execution.id }),
  )
  return statement(
    builder
      .with(frozen)
      .select({ counted: sql`count_execution(${workspaceId}::uuid, ${frozen.id})` })
      .from(frozen),
  )
}

/** One billable fact a run: its tokens and what they cost. */
function usageRow(
  { workspaceId, accountId }: Who,
  run: FinishedRun,
  usage: NonNullable<FinishedRun['usage']>,
) {
  const id = uuidv7()
  const fact = builder
    .select({
      workspaceId: execution.workspaceId,
      id: sql<string>`${id}::uuid`.as('id'),
      at: sql<string>`${now}`.as('at'),
      kind: sql<string>`'tokens'`.as('kind'),
      quantity: sql<string>`${(usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)}::numeric`.as('quantity'),
      unit: sql<string>`'token'`.as('unit'),
      cost: sql<string | null>`${usage.cost}::numeric`.as('cost'),
      currency: sql<string>`${usage.currency}::text`.as('currency'),
      entityId: execution.entityId,
      executionId: sql<string>`${execution.id}`.as('execution_id'),
      accountId: sql<string>`${accountId}::uuid`.as('account_id'),
      details: sql<Record<string, boolean>>`${JSON.stringify({ simulated: usage.simulated })}::jsonb`.as(
        'details',
      ),
    })
    .from(execution)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, run.id), stillOpen))
  return statement(builder.insert(usageEvent).select(fact))
}

export function metricRows({ workspaceId }: Who, metrics: readonly Metric[]): Statement[] {
  if (metrics.length === 0) return []
  return [
    statement(
      builder.insert(executionMetric).values(metrics.map((metric) => ({ workspaceId, ...metric, at: now }))),
    ),
  ]
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
