import { sql } from 'drizzle-orm'
import { canonicalJson, storable, storableObject } from '../../core/document/canonical'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { Who } from '../write/command'
import { type Body, encodeBody } from '../write/content'
import { commandInstant as now } from '../write/functions'
import type { BegunRun } from './batch'
import { putBodies } from './bodies'
import { type Ended, endColumns } from './end'

/** A run that begins, and how it ended where it did so before it was written down. */
export interface Span {
  readonly run: BegunRun
  readonly end: Ended | null
}

/**
 * The rows of runs that begin, with what is sent: those that have ended already are final at once, billed and counted.
 * Each statement has one parameter for any number of runs, so that it is prepared once.
 */
export function beginRows(who: Who, spans: readonly Span[]): Statement[] {
  if (spans.length === 0) return []
  const sent = spans.map(({ run, end }) => ({
    run,
    end,
    prompt: promptOf(run),
    values: encodeBody(canonicalJson(storable(run.values))),
  }))
  const rows = JSON.stringify(
    sent.map(({ run, end, prompt, values }) => ({
      ...(end ?? open),
      ...begunColumns(run),
      status: end?.status ?? run.status,
      simulated: end?.simulated ?? run.simulated,
      is_over: end !== null,
      input_hash: prompt?.hash ?? values.hash,
      prompt_hash: prompt?.hash ?? null,
      values_hash: values.hash,
    })),
  )
  const ended = spans.filter(({ end }) => end !== null)
  return [
    ...putBodies(
      who.workspaceId,
      sent.flatMap(({ prompt, values }) => [prompt, values]),
    ),
    raw(insertRuns(who, rows)),
    raw(insertContents(who, rows)),
    ...(ended.some(({ end }) => end?.usage_id) ? [raw(bill(who, rows))] : []),
    ...(ended.length > 0
      ? [raw(sql`select count_executions(${who.workspaceId}::uuid, ${idsOf(ended)}::uuid[])`)]
      : []),
  ]
}

/** What was sent; a step sends nothing of its own. */
function promptOf({ document, messages }: BegunRun): Body | null {
  if (!document && messages.length === 0) return null
  return encodeBody(canonicalJson(storable(document ?? messages)))
}

const idsOf = (spans: readonly Span[]): string => `{${spans.map(({ run }) => run.id).join(',')}}`

const open = { usage_id: null } as const

/** Named as the columns are: the database reads it as JSON. */
const begunColumns = (run: BegunRun) => ({
  id: run.id,
  kind: run.kind,
  name: run.name ?? null,
  trace_id: run.traceId ?? run.id,
  parent_id: run.parentId ?? null,
  replay_of_id: run.replayOfId ?? null,
  entity_id: run.entityId,
  version_id: run.versionId,
  version_number: run.versionNumber,
  version_label: run.versionLabel ?? null,
  node_id: run.nodeId ?? null,
  conversation_id: run.conversationId ?? null,
  connection_id: run.connectionId,
  provider: run.provider,
  model: run.model,
  parameters: storableObject(run.settings),
  started_at: run.startedAt,
  classification: run.classification ?? 'internal',
  context: storableObject(run.context ?? {}),
})

const from = (
  rows: string,
) => sql`jsonb_to_recordset(${rows}::jsonb) as run(kind text, name text, trace_id uuid,
  parent_id uuid, replay_of_id uuid, entity_id uuid, version_id uuid, version_number int, version_label text,
  node_id uuid, conversation_id uuid, connection_id uuid, provider text, model text, parameters jsonb,
  started_at timestamptz, classification text, context jsonb, is_over boolean, input_hash text, prompt_hash text,
  values_hash text, ${endColumns})`

const insertRuns = ({ workspaceId, accountId, deviceId }: Who, rows: string) => sql`
  insert into execution (workspace_id, id, kind, name, trace_id, parent_id, replay_of_id, entity_id, version_id,
      version_number, version_label, node_id, conversation_id, account_id, device_id, connection_id, provider, model,
      response_model, parameters, status, finish_reason, error_code, error_message, error_wait_seconds, started_at,
      finished_at, duration_ms, time_to_first_token_ms, input_tokens, output_tokens, cached_tokens, reasoning_tokens,
      cost, currency, price_version, simulated, input_hash, output_hash, classification, context)
    select ${workspaceId}::uuid, id, kind, name, trace_id, parent_id, replay_of_id,
      coalesce(ran_entity_id, entity_id), coalesce(ran_version_id, version_id),
      coalesce(ran_version_number, version_number), coalesce(ran_version_label, version_label), node_id,
      conversation_id, ${accountId}::uuid, ${deviceId}::uuid, coalesce(asked_connection_id, connection_id),
      coalesce(asked_provider, provider), coalesce(asked_model, model), response_model, parameters, status, finish_reason, error_code, error_message,
      error_wait_seconds, started_at, case when is_over then ${now} end, duration_ms, time_to_first_token_ms,
      input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost, currency, price_version,
      coalesce(simulated, false), input_hash, response_hash, classification, context
      from ${from(rows)}`

const insertContents = ({ workspaceId }: Who, rows: string) => sql`
  insert into execution_content (workspace_id, execution_id, prompt_hash, values_hash, response_hash, reasoning_hash,
      tool_calls_hash)
    select ${workspaceId}::uuid, id, prompt_hash, values_hash, response_hash, reasoning_hash, tool_calls_hash
      from ${from(rows)}`

const bill = ({ workspaceId, accountId }: Who, rows: string) => sql`
  insert into usage_event (workspace_id, id, at, kind, quantity, unit, cost, currency, entity_id, execution_id,
      account_id, details)
    select ${workspaceId}::uuid, usage_id, ${now}, 'tokens', coalesce(input_tokens, 0) + coalesce(output_tokens, 0),
           'token', cost, currency, entity_id, id, ${accountId}::uuid,
           jsonb_build_object('simulated', coalesce(simulated, false))
      from ${from(rows)} where usage_id is not null`
