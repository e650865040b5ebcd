import { type SQL, sql } from 'drizzle-orm'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import { openExecutionStatuses } from '../schema/enums'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'
import type { FinalStatus } from './batch'

/** How a run ended, named as the columns are: the database reads it as JSON. Unknown figures are null. */
export interface Ended {
  readonly id: string
  /** Null where nothing is to be billed. */
  readonly usage_id: string | null
  readonly status: FinalStatus
  readonly finish_reason: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_wait_seconds: number | null
  readonly duration_ms: number | null
  readonly time_to_first_token_ms: number | null
  readonly response_model: string | null
  readonly response_hash: string | null
  readonly reasoning_hash: string | null
  readonly tool_calls_hash: string | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly cached_tokens: number | null
  readonly reasoning_tokens: number | null
  readonly cost: string | null
  readonly currency: string | null
  readonly price_version: string | null
  readonly simulated: boolean | null
  /** What turned out on the way; null leaves what the beginning said. */
  readonly ran_entity_id: string | null
  readonly ran_version_id: string | null
  readonly ran_version_number: number | null
  readonly ran_version_label: string | null
  readonly asked_connection_id: string | null
  readonly asked_provider: string | null
  readonly asked_model: string | null
}

/** Of `Ended`, as a record of JSON is read. */
export const endColumns = sql`id uuid, usage_id uuid, status text, finish_reason text, error_code text, error_message text,
  error_wait_seconds float8, duration_ms float8, time_to_first_token_ms float8, response_model text,
  response_hash text, reasoning_hash text, tool_calls_hash text, input_tokens int, output_tokens int,
  cached_tokens int, reasoning_tokens int, cost numeric, currency text, price_version text, simulated boolean,
  ran_entity_id uuid, ran_version_id uuid, ran_version_number int, ran_version_label text, asked_connection_id uuid,
  asked_provider text, asked_model text`

/** One parameter for any number of runs, so that the statements stay the same and are prepared once. */
const from = (ends: readonly Ended[]): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as ended(${endColumns})`

/** The partitioned table is asked by its key, which reads no more than the months of these runs. */
const keyOf = (ends: readonly Ended[], column: string): SQL =>
  sql`${sql.raw(column)} = any(${`{${ends.map(({ id }) => id).join(',')}}`}::uuid[])`

const open = sql.raw(`in (${openExecutionStatuses.map((status) => `'${status}'`).join(', ')})`)

/** Books contents, bills and figures of runs that are still open, and freezes them: each statement finds them open. */
export function endRuns(who: Who, ends: readonly Ended[]): Statement[] {
  if (ends.length === 0) return []
  const billed = ends.some(({ usage_id }) => usage_id !== null)
  return [raw(keepHashes(who, ends)), ...(billed ? [raw(bill(who, ends))] : []), raw(freeze(who, ends))]
}

const keepHashes = ({ workspaceId }: Who, ends: readonly Ended[]) => sql`
  update execution_content c set response_hash = ended.response_hash, reasoning_hash = ended.reasoning_hash,
      tool_calls_hash = ended.tool_calls_hash
    from ${from(ends)}, execution e
   where c.workspace_id = ${workspaceId} and c.execution_id = ended.id and ${keyOf(ends, 'c.execution_id')}
     and e.workspace_id = ${workspaceId} and e.id = ended.id and ${keyOf(ends, 'e.id')} and e.status ${open}`

/** One billable fact a run: its tokens and what they cost. */
const bill = ({ workspaceId, accountId }: Who, ends: readonly Ended[]) => sql`
  insert into usage_event (workspace_id, id, at, kind, quantity, unit, cost, currency, entity_id, execution_id,
      account_id, details)
    select e.workspace_id, ended.usage_id, ${now}, 'tokens',
           coalesce(ended.input_tokens, 0) + coalesce(ended.output_tokens, 0), 'token', ended.cost, ended.currency,
           e.entity_id, e.id, ${accountId}::uuid, jsonb_build_object('simulated', ended.simulated)
      from ${from(ends)} join execution e on e.id = ended.id
     where e.workspace_id = ${workspaceId} and ${keyOf(ends, 'e.id')} and e.status ${open}
       and ended.usage_id is not null`

/** One statement, so that only runs which it has just frozen are counted. */
const freeze = ({ workspaceId }: Who, ends: readonly Ended[]) => sql`
  with frozen as (
    update execution e set status = ended.status, finish_reason = ended.finish_reason,
        error_code = ended.error_code, error_message = ended.error_message,
        error_wait_seconds = ended.error_wait_seconds, finished_at = ${now}, duration_ms = ended.duration_ms,
        time_to_first_token_ms = ended.time_to_first_token_ms, response_model = ended.response_model,
        output_hash = ended.response_hash, input_tokens = ended.input_tokens,
        output_tokens = ended.output_tokens, cached_tokens = ended.cached_tokens,
        reasoning_tokens = ended.reasoning_tokens, cost = ended.cost, currency = ended.currency,
        price_version = ended.price_version, simulated = coalesce(ended.simulated, e.simulated),
        entity_id = coalesce(ended.ran_entity_id, e.entity_id),
        version_id = coalesce(ended.ran_version_id, e.version_id),
        version_number = coalesce(ended.ran_version_number, e.version_number),
        version_label = coalesce(ended.ran_version_label, e.version_label),
        connection_id = coalesce(ended.asked_connection_id, e.connection_id),
        provider = coalesce(ended.asked_provider, e.provider), model = coalesce(ended.asked_model, e.model)
      from ${from(ends)}
     where e.workspace_id = ${workspaceId} and e.id = ended.id and ${keyOf(ends, 'e.id')} and e.status ${open}
    returning e.id)
  select count_executions(${workspaceId}, array_agg(id)) from frozen`
