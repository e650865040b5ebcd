import { type Behaviour, piecesOf, type Refusal, usage } from './behaviour'
import type { Line } from './openai'

export const anthropicRefusal = ({ message, type }: Refusal): unknown => ({
  type: 'error',
  error: { type, message },
})

/** POST /v1/messages */
export function* message(model: string, behaviour: Behaviour): Generator<Line> {
  const line = (type: string, fields: object, piece = false): Line => ({
    event: type,
    data: { type, ...fields },
    piece,
  })
  const cached = behaviour === 'cached' ? usage.cached : 0
  yield line('message_start', {
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: usage.input - cached,
        cache_read_input_tokens: cached,
        cache_creation_input_tokens: 0,
        output_tokens: 1,
      },
    },
  })
  if (behaviour === 'reasoning') {
    yield line('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '' } })
    yield line(
      'content_block_delta',
      { index: 0, delta: { type: 'thinking_delta', thinking: 'Let me think.' } },
      true,
    )
    yield line('content_block_stop', { index: 0 })
  }
  yield* behaviour === 'tool' ? toolBlock(line) : textBlock(line, behaviour)
  if (behaviour === 'stream-error') {
    yield line('error', { error: { type: 'overloaded_error', message: 'The engine failed.' } })
    return
  }
  if (behaviour === 'end-early') return
  const reason = behaviour === 'length' ? 'max_tokens' : behaviour === 'tool' ? 'tool_use' : 'end_turn'
  yield line('message_delta', {
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: usage.output },
  })
  yield line('message_stop', {})
}

type MakeLine = (type: string, fields: object, piece?: boolean) => Line

function* textBlock(line: MakeLine, behaviour: Behaviour): Generator<Line> {
  yield line('content_block_start', { index: 1, content_block: { type: 'text', text: '' } })
  for (const text of piecesOf(behaviour)) {
    yield line('content_block_delta', { index: 1, delta: { type: 'text_delta', text } }, true)
  }
  yield line('content_block_stop', { index: 1 })
}

function* toolBlock(line: MakeLine): Generator<Line> {
  yield line('content_block_start', {
    index: 1,
    content_block: { type: 'tool_use', id: 'call_1', name: 'get_weather', input: {} },
  })
  yield line(
    'content_block_delta',
    { index: 1, delta: { type: 'input_json_delta', partial_json: '{"city":"Oslo"}' } },
    true,
  )
  yield line('content_block_stop', { index: 1 })
}
