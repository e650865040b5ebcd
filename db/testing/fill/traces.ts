import type { WorkflowDocument } from '../../../contract/workflow'
import { canonicalJson } from '../../../core/document/canonical'
import type { PgliteEngine } from '../../pglite/engine'
import type { Who } from '../../write/command'
import { encodeBody } from '../../write/content'
import { insertRows, load } from './rows'
import { contentRow } from './runs'

/** A workflow that ran, and the template that each of its nodes runs. */
export interface RanWorkflow {
  readonly id: string
  readonly nodeIds: readonly string[]
  readonly templateId: string
  readonly document: WorkflowDocument
}

export interface TraceSize {
  readonly traces: number
  /** Turns of each: a run of every node and a call of its model. */
  readonly turns: number
  /** Milliseconds since 1970 at which the first began. */
  readonly from: number
  /** From the beginning of one to that of the next, in milliseconds; longer than a trace has parts. */
  readonly apart: number
}

/** Rows that one statement makes, so that none of them reaches its time limit. */
const most = 20_000

/** A UUIDv7 of a time and a number that no other row has. */
const idAt = (ms: string, number: string): string =>
  `(lpad(to_hex(${ms}), 12, '0') || '7000a' || lpad(to_hex(${number}), 15, '0'))::uuid`

const partsOf = ({ nodeIds }: RanWorkflow, { turns }: TraceSize): number => 1 + 2 * nodeIds.length * turns

/**
 * Runs of a workflow with their whole traces, made by the database itself: a million rows in a minute or two. Of the
 * bodies there are those that a run is opened with: the document, and that it was given nothing. Part 0 is the root; after it a run of a node and its model's call take turns.
 */
export async function fillTraces(
  engine: PgliteEngine,
  who: Who,
  workflow: RanWorkflow,
  size: TraceSize,
): Promise<number> {
  const { traces, from, apart } = size
  const parts = partsOf(workflow, size)
  const until = from + traces * apart
  await engine.superuser((session) =>
    session.query('select ensure_partitions($1, $2)', [
      new Date(from).toISOString(),
      new Date(until).toISOString(),
    ]),
  )
  const step = Math.max(1, Math.floor(most / parts))
  for (let first = 0; first < traces; first += step) {
    const last = Math.min(first + step, traces) - 1
    await load(engine, who.workspaceId, [tracesStatement(who, workflow, size, [first, last])])
  }
  await fillBodies(engine, who, workflow)
  return traces * parts
}

/** What the runs of a workflow were started with. */
async function fillBodies(engine: PgliteEngine, who: Who, { id, document }: RanWorkflow): Promise<void> {
  const [ran, given] = [encodeBody(canonicalJson(document)), encodeBody(canonicalJson({}))]
  await load(engine, who.workspaceId, [
    insertRows(
      'content',
      [ran, given].map((body) => contentRow(who.workspaceId, body, Date.now())),
    ),
    {
      sql: `insert into execution_content (workspace_id, execution_id, prompt_hash, values_hash, response_hash)
        select workspace_id, id, $3, $4, $4 from execution
        where workspace_id = $1 and entity_id = $2 and kind = 'workflow' on conflict do nothing`,
      params: [who.workspaceId, id, ran.hash, given.hash],
    },
  ])
}

/** The id of a part of one of the traces that `fillTraces` made. */
export function partId(
  { from, apart }: TraceSize,
  at: { readonly trace: number; readonly part: number },
): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const time = hex(from + at.trace * apart + at.part, 12)
  const number = hex(from + at.trace * apart + at.part, 15)
  const all = `${time}7000a${number}`
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20)].join('-')
}

function tracesStatement(
  who: Who,
  workflow: RanWorkflow,
  size: TraceSize,
  [first, last]: readonly [number, number],
) {
  const at = (part: string) => `($6::bigint + trace * $7::bigint + ${part})`
  const id = (part: string) => idAt(at(part), at(part))
  const sql = `insert into execution (
      workspace_id, id, kind, trace_id, parent_id, entity_id, version_number, node_id, account_id, device_id,
      provider, model, status, started_at, finished_at, duration_ms, input_tokens, output_tokens, cost, currency,
      simulated, parameters, context)
    select $1::uuid, ${id('part')},
      case when part = 0 then 'workflow' when part % 2 = 1 then 'node' else 'model_call' end,
      ${id('0')},
      case when part = 0 then null when part % 2 = 1 then ${id('0')} else ${id('part - 1')} end,
      case when part = 0 then $2::uuid when part % 2 = 1 then $3::uuid end,
      case when part % 2 = 1 or part = 0 then 1 end,
      case when part > 0 then ($4::uuid[])[1 + ((part - 1) / 2) % cardinality($4::uuid[])] end,
      $8::uuid, $9::uuid,
      case when part % 2 = 0 and part > 0 then 'simulator' end,
      case when part % 2 = 0 and part > 0 then 'sim-small' end,
      'success',
      to_timestamp(${at('part')} / 1000.0), to_timestamp((${at('part')} + 40) / 1000.0),
      case when part = 0 then $5::int else 40 end, 300, 80, 0.0001, 'USD', true, '{}'::jsonb, '{}'::jsonb
    from generate_series($10::bigint, $11::bigint) as trace, generate_series(0, $5::int - 1) as part`
  return {
    sql,
    params: [
      who.workspaceId,
      workflow.id,
      workflow.templateId,
      workflow.nodeIds,
      partsOf(workflow, size),
      size.from,
      size.apart,
      who.accountId,
      who.deviceId,
      first,
      last,
    ],
  }
}
