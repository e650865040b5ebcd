import { canonicalJson } from '../../../core/document/canonical'
import type { Statement } from '../../engine'
import type { Who } from '../../write/command'
import { type Body, encodeBody } from '../../write/content'
import { pick, prose, type Random, randomFrom } from './prose'
import { bytea, insertRows, iso, type Row, uuidAt } from './rows'
import type { TemplateRows } from './templates'

type Target = Pick<TemplateRows, 'id' | 'versionId' | 'number'>

/** Runs at the given times (milliseconds since 1970), as beginning and finishing them would have left them. */
export function runStatements(
  who: Who,
  random: Random,
  targets: readonly Target[],
  times: readonly number[],
): Statement[] {
  const runs = times.map((ms) => runRows(who, random, pick(random, targets, undefined), ms))
  return [
    insertRows(
      'content',
      runs.flatMap((run) => run.contents),
    ),
    insertRows(
      'execution',
      runs.map((run) => run.execution),
    ),
    insertRows(
      'execution_content',
      runs.map((run) => run.content),
    ),
    insertRows(
      'execution_metric',
      runs.flatMap((run) => run.ratings),
    ),
    insertRows(
      'usage_event',
      runs.flatMap((run) => run.usage),
    ),
  ]
}

const models = ['sim-small', 'sim-large'] as const

function runRows(who: Who, random: Random, target: Target | undefined, ms: number) {
  const { workspaceId: workspace_id, accountId, deviceId } = who
  const id = uuidAt(random, ms)
  const failed = random() < 0.06
  const simulated = { simulated: true }
  // People run the same values again and again: each item has a few sets of them.
  const values = valuesOf(target, Math.floor(random() * 4))
  const prompt = encodeBody(canonicalJson([{ role: 'user', text: `Answer: ${values.question}` }]))
  const used = encodeBody(canonicalJson(values))
  const answer = failed ? null : encodeBody(prose(random, 500 + random() * 500))
  const durationMs = Math.round(400 + random() * 4000)
  const tokens = {
    input: Math.round(300 + random() * 900),
    output: failed ? 0 : Math.round(40 + random() * 400),
  }
  const cost = failed ? null : (tokens.input * 2e-7 + tokens.output * 8e-7).toFixed(8)
  const execution: Row = {
    workspace_id,
    id,
    kind: 'template',
    trace_id: id,
    entity_id: target?.id,
    version_id: target?.versionId,
    version_number: target?.number,
    account_id: accountId,
    device_id: deviceId,
    provider: 'simulator',
    model: pick(random, models, 'sim-small'),
    parameters: { temperature: 0.2 },
    status: failed ? pick(random, ['failed', 'timeout', 'rate_limited'], 'failed') : 'success',
    error_code: failed ? 'rate_limited' : null,
    error_message: failed ? 'The provider asks to wait. Run it again in a minute.' : null,
    started_at: iso(ms),
    finished_at: iso(ms + durationMs),
    duration_ms: durationMs,
    time_to_first_token_ms: Math.round(durationMs / 5),
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cost,
    currency: 'USD',
    price_version: 'fill',
    ...simulated,
    input_hash: prompt.hash,
    output_hash: answer?.hash,
    contains_sensitive: false,
    classification: 'internal',
    context: {},
  }
  const usage: Row = {
    workspace_id,
    id: uuidAt(random, ms + durationMs),
    at: iso(ms + durationMs),
    kind: 'tokens',
    quantity: tokens.input + tokens.output,
    unit: 'token',
    cost,
    currency: 'USD',
    entity_id: target?.id,
    execution_id: id,
    account_id: accountId,
    details: simulated,
  }
  return {
    execution,
    contents: [prompt, used, answer].flatMap((body) => (body ? [contentRow(workspace_id, body, ms)] : [])),
    content: {
      workspace_id,
      execution_id: id,
      prompt_hash: prompt.hash,
      values_hash: used.hash,
      response_hash: answer?.hash,
      encrypted: false,
    },
    usage: [usage],
    // People rate one run in twenty.
    ratings: random() < 0.05 ? [ratingRow(workspace_id, random, id, ms + durationMs)] : [],
  }
}

const ratingRow = (workspace_id: string, random: Random, execution_id: string, ms: number): Row => ({
  workspace_id,
  execution_id,
  id: uuidAt(random, ms),
  name: 'rating',
  value: 1 + Math.floor(random() * 5),
  source: 'user',
  at: iso(ms),
})

function valuesOf(target: Target | undefined, set: number) {
  const random = randomFrom(Number.parseInt((target?.id ?? '').slice(-6), 16) + set)
  return { customer: prose(random, 12), question: prose(random, 60), tone: 'plain' }
}

export const contentRow = (workspace_id: string, body: Body, ms: number): Row => ({
  workspace_id,
  hash: body.hash,
  body: bytea(body.body),
  encoding: body.encoding,
  size: body.size,
  encrypted: false,
  created_at: iso(ms),
})
