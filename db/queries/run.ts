import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { z } from 'zod'
import { type RunDetail, type RunSummary, resolvedMessage, toolCall } from '../../contract/run'
import { modelSettings } from '../../contract/template'
import type { ExecutionStatus } from '../../contract/vocabulary'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { content, entity, execution, executionContent } from '../schema'
import { decodeBody } from '../write/content'
import { type Page, pageOf, readCursor } from './page'

const summary = {
  id: execution.id,
  kind: execution.kind,
  entityId: execution.entityId,
  entityTitle: entity.title,
  versionId: execution.versionId,
  versionNumber: execution.versionNumber,
  provider: execution.provider,
  model: execution.model,
  status: execution.status,
  startedAt: execution.startedAt,
  durationMs: execution.durationMs,
  firstTokenMs: execution.timeToFirstTokenMs,
  error: {
    code: execution.errorCode,
    message: execution.errorMessage,
    waitSeconds: execution.errorWaitSeconds,
  },
  usage: {
    inputTokens: execution.inputTokens,
    outputTokens: execution.outputTokens,
    cachedTokens: execution.cachedTokens,
    reasoningTokens: execution.reasoningTokens,
    cost: execution.cost,
    currency: execution.currency,
    priceVersion: execution.priceVersion,
    simulated: execution.simulated,
  },
}

const ofEntity = and(eq(entity.workspaceId, execution.workspaceId), eq(entity.id, execution.entityId))

export interface RunQuery {
  readonly entityId?: string | null | undefined
  readonly statuses?: readonly ExecutionStatus[] | undefined
  readonly model?: string | undefined
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** One page of runs, newest first (by the time in their ids); what they said is not read. */
export async function listRuns(
  engine: Engine,
  workspaceId: string,
  query: RunQuery,
): Promise<Page<RunSummary>> {
  const from = readCursor(query.cursor, 1)
  const rows = await reader(engine, workspaceId)
    .select(summary)
    .from(execution)
    .leftJoin(entity, ofEntity)
    .where(
      and(
        eq(execution.workspaceId, workspaceId),
        query.entityId ? eq(execution.entityId, query.entityId) : undefined,
        query.statuses ? inArray(execution.status, [...query.statuses]) : undefined,
        query.model ? eq(execution.model, query.model) : undefined,
        from?.[0] ? lt(execution.id, from[0]) : undefined,
      ),
    )
    .orderBy(desc(execution.id))
    .limit(query.limit + 1)
  return pageOf(rows.map(toSummary), query.limit, (last) => [last.id])
}

/** One run with what was sent and answered; null where there is none here. */
export async function getRun(engine: Engine, workspaceId: string, id: string): Promise<RunDetail | null> {
  const [row] = await reader(engine, workspaceId)
    .select({
      ...summary,
      settings: execution.parameters,
      hashes: {
        prompt: executionContent.promptHash,
        values: executionContent.valuesHash,
        answer: executionContent.responseHash,
        reasoning: executionContent.reasoningHash,
        toolCalls: executionContent.toolCallsHash,
      },
    })
    .from(execution)
    .leftJoin(entity, ofEntity)
    .leftJoin(
      executionContent,
      and(
        eq(executionContent.workspaceId, execution.workspaceId),
        eq(executionContent.executionId, execution.id),
      ),
    )
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id)))
  if (!row) return null
  const { settings, hashes, ...rest } = row
  const text = await bodies(engine, workspaceId, Object.values(hashes ?? {}))
  const json = (hash: string | null | undefined) => JSON.parse(text(hash) ?? 'null') ?? undefined
  return {
    ...toSummary(rest),
    settings: modelSettings.parse(settings),
    messages: z.array(resolvedMessage).default([]).parse(json(hashes?.prompt)),
    values: z.record(z.string(), z.unknown()).default({}).parse(json(hashes?.values)),
    answer: text(hashes?.answer),
    reasoning: text(hashes?.reasoning),
    toolCalls: z.array(toolCall).default([]).parse(json(hashes?.toolCalls)),
  }
}

/** Reads bodies by hash, all at once. */
async function bodies(engine: Engine, workspaceId: string, wanted: readonly (string | null)[]) {
  const hashes = wanted.filter((hash) => hash !== null)
  const rows = await reader(engine, workspaceId)
    .select({ hash: content.hash, body: content.body, encoding: content.encoding, size: content.size })
    .from(content)
    .where(and(eq(content.workspaceId, workspaceId), inArray(content.hash, hashes)))
  const texts = new Map(rows.map((row) => [row.hash, decodeBody(row)]))
  return (hash: string | null | undefined): string | null => (hash ? (texts.get(hash) ?? null) : null)
}

type Row = Omit<RunSummary, 'error' | 'usage'> & {
  readonly error: {
    readonly code: string | null
    readonly message: string | null
    readonly waitSeconds: number | null
  }
  readonly usage: Omit<RunSummary['usage'], 'currency'> & { readonly currency: string | null }
}

function toSummary({ error, usage, ...row }: Row): RunSummary {
  const { code, message, waitSeconds } = error
  return {
    ...row,
    error: code === null ? null : { code, message: message ?? '', waitSeconds },
    usage: { ...usage, currency: usage.currency ?? 'USD' },
  }
}
