import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, ne, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  type RunDetail,
  type RunFilter,
  type RunStep,
  type RunSummary,
  resolvedMessage,
  toolCall,
} from '../../contract/run'
import { modelSettings, tool } from '../../contract/template'
import { answerProblems, readJsonAnswer } from '../../core/answer/structured'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { dailyUsage, entity, execution, executionContent, executionMetric } from '../schema'
import { readBodies } from './bodies'
import { oneOfIds } from './head'
import { beforePartsOf, firstIdOf } from './id-time'
import { firstRows, type Page, pageOf, readCursor } from './page'

/** The newest of a run's rows of this name: a rating that was changed is a further row. */
const metricOf = (name: string, column: 'value' | 'note') =>
  sql`(select m.${sql.raw(column)} from execution_metric m where m.workspace_id = ${execution.workspaceId}
    and m.execution_id = ${execution.id} and m.name = ${sql.raw(`'${name}'`)} order by m.id desc limit 1)`

const summary = {
  id: execution.id,
  kind: execution.kind,
  groupId: execution.traceId,
  entityId: execution.entityId,
  entityTitle: entity.title,
  versionId: execution.versionId,
  versionNumber: execution.versionNumber,
  conversationId: execution.conversationId,
  changedSettings: sql<unknown>`${execution.context} -> 'changedSettings'`,
  provider: execution.provider,
  model: execution.model,
  status: execution.status,
  startedAt: execution.startedAt,
  durationMs: execution.durationMs,
  firstTokenMs: execution.timeToFirstTokenMs,
  rating: sql<number | null>`${metricOf('rating', 'value')}`,
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

export interface RunQuery extends RunFilter {
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** One page of runs, newest first (by the time in their ids); what they said is not read. */
export async function listRuns(
  engine: Engine,
  workspaceId: string,
  query: RunQuery,
): Promise<Page<RunSummary>> {
  const before = readCursor(query.cursor, 1)?.[0]
  const { minRating } = query
  const found = minRating
    ? await readRated(engine, workspaceId, { ...query, minRating }, before)
    : await readRuns(engine, workspaceId, query, before ? lt(execution.id, before) : undefined)
  return pageOf(found, query.limit, (last) => [last.id])
}

/** Up to one row more than a page. */
async function readRuns(
  engine: Engine,
  workspaceId: string,
  query: RunQuery,
  where: SQL | undefined,
): Promise<RunSummary[]> {
  const most = query.limit + 1
  const newestFirst = desc(execution.id)
  const wanted = and(
    eq(execution.workspaceId, workspaceId),
    isNull(execution.parentId),
    where,
    ...conditions(query),
  )
  const runs = reader(engine, workspaceId)
    .select(summary)
    .from(execution)
    .leftJoin(entity, ofEntity)
    .where(wanted)
  // Some models and statuses are a thousand times as frequent as others: those are planned for each by itself.
  const rows = await (query.model || query.statuses?.length
    ? runs.orderBy(newestFirst).limit(most)
    : runs.orderBy(firstRows(newestFirst, most)))
  return rows.map(toSummary)
}

/** So many ratings are looked through at once. */
const ratingsAtOnce = 200

/**
 * From the ratings to their runs: few runs have one. A run whose rating was lowered since is found and left out; to ask
 * for the newest rating of every run that is passed takes ten times as long.
 */
async function readRated(
  engine: Engine,
  workspaceId: string,
  query: RunQuery & { readonly minRating: number },
  before: string | undefined,
): Promise<RunSummary[]> {
  const { executionId, name, value } = executionMetric
  const found: RunSummary[] = []
  for (let from = before, more = true; more; ) {
    const rated = await reader(engine, workspaceId)
      .select({ id: executionId })
      .from(executionMetric)
      .where(
        and(
          eq(executionMetric.workspaceId, workspaceId),
          eq(name, 'rating'),
          gte(value, query.minRating),
          from ? lt(executionId, from) : undefined,
          query.from ? gte(executionId, firstIdOf(query.from)) : undefined,
          query.until ? lt(executionId, firstIdOf(query.until)) : undefined,
        ),
      )
      .orderBy(firstRows(desc(executionId), ratingsAtOnce))
    from = rated.at(-1)?.id
    if (from === undefined) break
    const ids = rated.map(({ id }) => id)
    // The months that hold none of them are not asked.
    const those = and(oneOfIds(execution.id, ids), gte(execution.id, from))
    const runs = await readRuns(engine, workspaceId, query, those)
    found.push(...runs.filter(({ rating }) => (rating ?? 0) >= query.minRating))
    // A page's worth was read: more may be left of these.
    const isCut = runs.length > query.limit
    if (isCut) from = runs.at(-1)?.id
    more = (isCut || rated.length === ratingsAtOnce) && found.length <= query.limit
  }
  return found
}

function conditions(query: RunFilter): (SQL | undefined)[] {
  const { statuses, minCost, maxCost } = query
  return [
    query.entityId ? eq(execution.entityId, query.entityId) : undefined,
    query.versionId ? eq(execution.versionId, query.versionId) : undefined,
    query.groupId ? eq(execution.traceId, query.groupId) : undefined,
    statuses?.length ? inArray(execution.status, [...statuses]) : undefined,
    query.model ? eq(execution.model, query.model) : undefined,
    // Time is in the id, which the list is ordered by: no other index is asked.
    query.from ? gte(execution.id, firstIdOf(query.from)) : undefined,
    query.until ? lt(execution.id, firstIdOf(query.until)) : undefined,
    minCost ? gte(execution.cost, minCost) : undefined,
    maxCost ? lte(execution.cost, maxCost) : undefined,
  ]
}

/** Models that runs of this workspace have used, by name; from the figures a day, so that no run is read. */
export async function listRunModels(engine: Engine, workspaceId: string): Promise<string[]> {
  const rows = await reader(engine, workspaceId)
    .selectDistinct({ model: dailyUsage.model })
    .from(dailyUsage)
    .where(and(eq(dailyUsage.workspaceId, workspaceId), ne(dailyUsage.model, '')))
    .orderBy(asc(dailyUsage.model))
    .limit(500)
  return rows.map(({ model }) => model)
}

const hashes = {
  prompt: executionContent.promptHash,
  values: executionContent.valuesHash,
  answer: executionContent.responseHash,
  reasoning: executionContent.reasoningHash,
  toolCalls: executionContent.toolCallsHash,
}

const ofContent = and(
  eq(executionContent.workspaceId, execution.workspaceId),
  eq(executionContent.executionId, execution.id),
)

/** One run with what was sent and answered and the steps it took; null where there is none here. */
export async function getRun(engine: Engine, workspaceId: string, id: string): Promise<RunDetail | null> {
  const [row] = await reader(engine, workspaceId)
    .select({
      ...summary,
      settings: execution.parameters,
      connectionId: execution.connectionId,
      replayOfId: execution.replayOfId,
      context: execution.context,
      comment: sql<string | null>`${metricOf('comment', 'note')}`,
      hashes,
    })
    .from(execution)
    .leftJoin(entity, ofEntity)
    .leftJoin(executionContent, ofContent)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id)))
  if (!row) return null
  const { settings, hashes: named, context, comment, connectionId, replayOfId, ...rest } = row
  const text = await readBodies(engine, workspaceId, Object.values(named ?? {}))
  const json = (hash: string | null | undefined) => JSON.parse(text(hash) ?? 'null') ?? undefined
  const asked = askedWith.parse(context)
  const steps = await listSteps(engine, workspaceId, id)
  const answer = text(named?.answer)
  return {
    ...toSummary(rest),
    settings: modelSettings.parse(settings),
    connectionId,
    replayOfId,
    comment: comment || null,
    // Of a workflow it is the document.
    messages: z
      .array(resolvedMessage)
      .catch([])
      .parse(json(named?.prompt) ?? []),
    values: z.record(z.string(), z.unknown()).default({}).parse(json(named?.values)),
    answer,
    reasoning: text(named?.reasoning),
    toolCalls: z.array(toolCall).default([]).parse(json(named?.toolCalls)),
    steps,
    tools: asked.tools,
    stop: asked.stop,
    ...(asked.outputSchema === undefined ? {} : { outputSchema: asked.outputSchema }),
    schemaProblems: rest.error.code === 'schema' ? answerProblems(asked.outputSchema, lastSaid(answer)) : [],
  }
}

/** After tools were answered only the last part is the answer that the schema is for. */
function lastSaid(answer: string | null): string | null {
  if (answer === null || readJsonAnswer(answer)) return answer
  const parts = answer.split('\n\n')
  const tails = parts.map((_, index) => parts.slice(index).join('\n\n'))
  return tails.find((tail) => readJsonAnswer(tail) !== null) ?? answer
}

const askedWith = z.object({
  tools: z.array(tool).default([]),
  stop: z.array(z.string()).default([]),
  outputSchema: z.unknown().optional(),
})

/** Attempts and tools of a run, in order. */
async function listSteps(engine: Engine, workspaceId: string, runId: string): Promise<RunStep[]> {
  const rows = await reader(engine, workspaceId)
    .select({
      id: execution.id,
      kind: execution.kind,
      name: execution.name,
      status: execution.status,
      startedAt: execution.startedAt,
      durationMs: execution.durationMs,
      inputTokens: execution.inputTokens,
      outputTokens: execution.outputTokens,
      code: execution.errorCode,
      message: execution.errorMessage,
      waitSeconds: execution.errorWaitSeconds,
      context: execution.context,
      values: executionContent.valuesHash,
      answer: executionContent.responseHash,
    })
    .from(execution)
    .leftJoin(executionContent, ofContent)
    // A step is as old as its run or younger: months before it are not asked.
    .where(
      and(
        eq(execution.workspaceId, workspaceId),
        eq(execution.parentId, runId),
        gte(execution.id, beforePartsOf(runId)),
      ),
    )
    .orderBy(asc(execution.id))
    .limit(200)
  if (rows.length === 0) return []
  const text = await readBodies(
    engine,
    workspaceId,
    rows.flatMap(({ values, answer }) => [values, answer]),
  )
  return rows.flatMap(({ code, message, waitSeconds, context, values, answer, kind, name, ...row }) => {
    if (kind !== 'model_call' && kind !== 'tool') return []
    const more = stepContext.parse(context)
    const output = text(answer)
    return [
      {
        ...row,
        kind,
        name: name ?? '',
        error: code === null ? null : { code, message: message ?? '', waitSeconds },
        callId: more.callId,
        waitedMs: more.waitedMs,
        input:
          z.object({ input: z.unknown().optional() }).parse(JSON.parse(text(values) ?? '{}')).input ?? null,
        output: output === null ? null : JSON.parse(output),
      },
    ]
  })
}

const stepContext = z.object({
  callId: z.string().nullable().default(null),
  waitedMs: z.number().nullable().default(null),
})

type Row = Omit<RunSummary, 'error' | 'usage' | 'changedSettings'> & {
  readonly changedSettings: unknown
  readonly error: {
    readonly code: string | null
    readonly message: string | null
    readonly waitSeconds: number | null
  }
  readonly usage: Omit<RunSummary['usage'], 'currency'> & { readonly currency: string | null }
}

function toSummary({ error, usage, changedSettings, ...row }: Row): RunSummary {
  const { code, message, waitSeconds } = error
  return {
    ...row,
    rating: row.rating || null,
    changedSettings: z
      .array(z.string())
      .catch([])
      .parse(changedSettings ?? []),
    error: code === null ? null : { code, message: message ?? '', waitSeconds },
    usage: { ...usage, currency: usage.currency ?? 'USD' },
  }
}
