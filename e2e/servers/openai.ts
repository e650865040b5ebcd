import { type Behaviour, piecesOf, type Refusal, usage } from './behaviour'

/** One line of a stream: an event's name where the protocol has them, and its data. */
export interface Line {
  readonly event?: string
  readonly data: unknown
  /** Lines of the answer itself are paused between and may be cut; the others frame it. */
  readonly piece?: boolean
}

export const openaiRefusal = ({ message, type }: Refusal): unknown => ({
  error: { message, type, code: type, param: null },
})

const tool = { id: 'call_1', name: 'get_weather', arguments: '{"city":"Oslo"}' }

const finishes: Partial<Record<Behaviour, string>> = {
  length: 'length',
  filter: 'content_filter',
  tool: 'tool_calls',
}

/** POST /v1/chat/completions */
export function* chatCompletion(model: string, behaviour: Behaviour): Generator<Line> {
  const chunk = (delta: unknown, finish: string | null = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  })
  yield { data: chunk({ role: 'assistant', content: '' }) }
  if (behaviour === 'reasoning') yield { data: chunk({ reasoning_content: 'Let me think.' }), piece: true }
  if (behaviour === 'tool') {
    const call = {
      index: 0,
      id: tool.id,
      type: 'function',
      function: { name: tool.name, arguments: tool.arguments },
    }
    yield { data: chunk({ tool_calls: [call] }), piece: true }
  } else {
    for (const content of piecesOf(behaviour)) yield { data: chunk({ content }), piece: true }
  }
  if (behaviour === 'stream-error') {
    yield { data: { error: { message: 'The engine failed.', type: 'server_error' } } }
    return
  }
  if (behaviour === 'end-early') return
  yield { data: chunk({}, finishes[behaviour] ?? 'stop') }
  yield {
    data: {
      ...chunk({}),
      choices: [],
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
        prompt_tokens_details: { cached_tokens: behaviour === 'cached' ? usage.cached : 0 },
        completion_tokens_details: { reasoning_tokens: behaviour === 'reasoning' ? usage.reasoning : 0 },
      },
    },
  }
  yield { data: '[DONE]' }
}

const incomplete: Partial<Record<Behaviour, string>> = {
  length: 'max_output_tokens',
  filter: 'content_filter',
}

/** POST /v1/responses */
export function* response(model: string, behaviour: Behaviour): Generator<Line> {
  const line = (type: string, fields: object, piece = false): Line => ({
    event: type,
    data: { type, ...fields },
    piece,
  })
  const head = { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model }
  yield line('response.created', { response: { ...head, status: 'in_progress' } })
  if (behaviour === 'reasoning') {
    yield line('response.output_item.added', {
      output_index: 0,
      item: { type: 'reasoning', id: 'rs_1', summary: [] },
    })
    yield line('response.reasoning_summary_part.added', { item_id: 'rs_1', summary_index: 0 })
    yield line(
      'response.reasoning_summary_text.delta',
      { item_id: 'rs_1', summary_index: 0, delta: 'Let me think.' },
      true,
    )
    yield line('response.output_item.done', {
      output_index: 0,
      item: { type: 'reasoning', id: 'rs_1', summary: [] },
    })
  }
  if (behaviour === 'tool') yield* responseTool(line)
  else yield* responseText(line, behaviour)
  if (behaviour === 'stream-error') {
    const error = { code: 'server_error', message: 'The engine failed.' }
    yield line('response.failed', {
      response: { ...head, status: 'failed', error, usage: responseUsage(behaviour) },
    })
    return
  }
  if (behaviour === 'end-early') return
  const short = incomplete[behaviour]
  yield line(short ? 'response.incomplete' : 'response.completed', {
    response: {
      ...head,
      status: short ? 'incomplete' : 'completed',
      incomplete_details: short ? { reason: short } : null,
      usage: responseUsage(behaviour),
    },
  })
}

type MakeLine = (type: string, fields: object, piece?: boolean) => Line

function* responseText(line: MakeLine, behaviour: Behaviour): Generator<Line> {
  const item = { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] }
  yield line('response.output_item.added', { output_index: 0, item })
  for (const delta of piecesOf(behaviour)) {
    yield line(
      'response.output_text.delta',
      { item_id: 'msg_1', output_index: 0, content_index: 0, delta },
      true,
    )
  }
  yield line('response.output_item.done', { output_index: 0, item: { ...item, status: 'completed' } })
}

function* responseTool(line: MakeLine): Generator<Line> {
  const item = {
    type: 'function_call',
    id: 'fc_1',
    call_id: tool.id,
    name: tool.name,
    arguments: '',
    status: 'in_progress',
  }
  yield line('response.output_item.added', { output_index: 0, item })
  yield line(
    'response.function_call_arguments.delta',
    { item_id: 'fc_1', output_index: 0, delta: tool.arguments },
    true,
  )
  yield line('response.output_item.done', {
    output_index: 0,
    item: { ...item, arguments: tool.arguments, status: 'completed' },
  })
}

const responseUsage = (behaviour: Behaviour) => ({
  input_tokens: usage.input,
  input_tokens_details: { cached_tokens: behaviour === 'cached' ? usage.cached : 0 },
  output_tokens: usage.output,
  output_tokens_details: { reasoning_tokens: behaviour === 'reasoning' ? usage.reasoning : 0 },
  total_tokens: usage.input + usage.output,
})
