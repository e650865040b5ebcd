import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  type PgColumn,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { classifications, executionKinds, executionStatuses, metricSources } from '../../contract/vocabulary'
import { instant, type JsonObject, type JsonValue, object, oneOf, stamps } from './columns'
import { entity } from './entity'
import { conversationRoles } from './enums'
import { within } from './scope'
import { content } from './version'
import { workspaceId } from './workspace'

/**
 * One run of anything; a tree of spans by `parent_id`, a trace by `trace_id`. A root's tokens and cost are those
 * of its whole tree. Milliseconds are fractional. Unknown tokens and costs are null, never 0.
 *
 * Partitioned by month of the id's time. No foreign key leads to content that a run outlives, and none leads
 * here: a month has to be able to leave. Frozen for role `app` once its status is final.
 */
export const execution = pgTable(
  'execution',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    kind: text({ enum: executionKinds }).notNull(),
    name: text(),
    traceId: uuid().notNull(),
    parentId: uuid(),
    replayOfId: uuid(),
    entityId: uuid(),
    versionId: uuid(),
    versionNumber: integer(),
    versionLabel: text(),
    nodeId: uuid(),
    variantId: uuid(),
    variableSetId: uuid(),
    variableRowId: uuid(),
    conversationId: uuid(),
    experimentId: uuid(),
    jobId: uuid(),
    accountId: uuid(),
    deviceId: uuid(),
    connectionId: uuid(),
    provider: text(),
    model: text(),
    responseModel: text(),
    parameters: object(),
    status: text({ enum: executionStatuses }).notNull(),
    finishReason: text(),
    errorCode: text(),
    errorMessage: text(),
    errorWaitSeconds: doublePrecision(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    durationMs: doublePrecision(),
    timeToFirstTokenMs: doublePrecision(),
    inputTokens: integer(),
    outputTokens: integer(),
    cachedTokens: integer(),
    reasoningTokens: integer(),
    cost: numeric(),
    currency: text(),
    priceVersion: text(),
    simulated: boolean().notNull().default(false),
    qualityScore: numeric(),
    inputHash: text(),
    outputHash: text(),
    containsSensitive: boolean().notNull().default(false),
    classification: text({ enum: classifications }).notNull().default('internal'),
    retainUntil: instant(),
    context: object(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    oneOf('execution_kind_known', t.kind, executionKinds),
    oneOf('execution_status_known', t.status, executionStatuses),
    oneOf('execution_classification_known', t.classification, classifications),
    named('execution_entity', t.workspaceId, t.entityId, t.id),
    index('execution_status').on(t.workspaceId, t.status, t.id),
    named('execution_model', t.workspaceId, t.model, t.id),
    index('execution_trace').on(t.workspaceId, t.traceId, t.id),
    index('execution_parent').on(t.workspaceId, t.parentId, t.id),
    named('execution_version', t.workspaceId, t.versionId, t.id),
    named('execution_conversation', t.workspaceId, t.conversationId, t.id),
    named('execution_experiment', t.workspaceId, t.experimentId, t.variantId, t.id),
    index('execution_input').on(t.workspaceId, t.inputHash),
  ],
)

/** Most rows are nodes of a workflow, which name little: an index of what they leave out is no work for them. */
const named = (name: string, workspaceId: PgColumn, first: PgColumn, ...more: [PgColumn, ...PgColumn[]]) =>
  index(name)
    .on(workspaceId, first, ...more)
    .where(sql`${first} is not null`)

const body = (name: string, t: { workspaceId: PgColumn }, column: PgColumn) =>
  foreignKey({
    name,
    columns: [t.workspaceId, column],
    foreignColumns: [content.workspaceId, content.hash],
  })

/** What was sent and answered, by content hash; read only when a run is opened. */
export const executionContent = pgTable(
  'execution_content',
  {
    workspaceId: workspaceId(),
    executionId: uuid().notNull(),
    promptHash: text(),
    responseHash: text(),
    reasoningHash: text(),
    toolCallsHash: text(),
    valuesHash: text(),
    encrypted: boolean().notNull().default(false),
    keyId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.executionId] }),
    body('execution_content_prompt_fk', t, t.promptHash),
    body('execution_content_response_fk', t, t.responseHash),
    body('execution_content_reasoning_fk', t, t.reasoningHash),
    body('execution_content_tool_calls_fk', t, t.toolCallsHash),
    body('execution_content_values_fk', t, t.valuesHash),
  ],
)

/** A named number on a run, from a user, an evaluator or the studio. */
export const executionMetric = pgTable(
  'execution_metric',
  {
    workspaceId: workspaceId(),
    executionId: uuid().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    value: doublePrecision().notNull(),
    unit: text(),
    source: text({ enum: metricSources }).notNull(),
    sourceId: uuid(),
    note: text(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.executionId, t.id] }),
    oneOf('execution_metric_source_known', t.source, metricSources),
    index('execution_metric_name').on(t.workspaceId, t.name, t.executionId),
  ],
)

/** One message of a conversation. Its run is named without a foreign key: the month may have left. */
export const message = pgTable(
  'message',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    conversationId: uuid().notNull(),
    position: integer().notNull(),
    role: text({ enum: conversationRoles }).notNull(),
    content: jsonb().$type<JsonValue>().notNull(),
    executionId: uuid(),
    replyToId: uuid(),
    rating: smallint(),
    feedback: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('message_conversation_fk', t, t.conversationId, entity),
    within('message_reply_fk', t, t.replyToId, t),
    oneOf('message_role_known', t.role, conversationRoles),
    index('message_conversation').on(t.workspaceId, t.conversationId, t.position, t.id),
  ],
)

/** One billable fact. Partitioned by month of the id's time. */
export const usageEvent = pgTable(
  'usage_event',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    at: instant().notNull(),
    kind: text().notNull(),
    quantity: numeric().notNull(),
    unit: text().notNull(),
    cost: numeric(),
    currency: text(),
    entityId: uuid(),
    executionId: uuid(),
    accountId: uuid(),
    details: jsonb().$type<JsonObject>(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('usage_event_kind').on(t.workspaceId, t.kind, t.id),
    index('usage_event_entity').on(t.workspaceId, t.entityId, t.id),
  ],
)
