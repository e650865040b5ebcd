import type { OpenAIProvider } from '@ai-sdk/openai'
import type { TokenUsage } from '../../core/pricing/price'
import type { FinishReason, ModelCall, ModelMessage, RawEvent } from './provider'

/** The AI SDK's own interface between it and its provider packages, which we stand on directly. */
export type SdkModel = ReturnType<OpenAIProvider['responses']>
type Options = Parameters<SdkModel['doStream']>[0]
type Part = Awaited<ReturnType<SdkModel['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never
type Finish = Extract<Part, { type: 'finish' }>
type SdkMessage = Options['prompt'][number]
type SdkTool = NonNullable<Options['tools']>[number]
type Schema = Extract<SdkTool, { type: 'function' }>['inputSchema']

/**
 * Streams one call: one step, no retries, tools described but not run. Throws what went wrong.
 *
 * It calls the model and not `streamText`, which adds loops, telemetry and half a dozen streams in between: under load
 * these took 11 ms to the first token where this takes 2, and a fifth of a second to load.
 */
export async function* streamWithSdk(
  model: SdkModel,
  call: ModelCall,
  providerOptions: NonNullable<Options['providerOptions']> = {},
): AsyncGenerator<RawEvent> {
  const { stream } = await model.doStream({ ...optionsOf(call), providerOptions })
  for await (const part of stream) {
    const event = toEvent(part)
    if (event) yield event
    if (part.type === 'finish') yield { type: 'finish', reason: toReason(part.finishReason) }
  }
}

function optionsOf(call: ModelCall): Options {
  const { settings, signal, stop, tools, outputSchema } = call
  return {
    prompt: call.messages.map(toSdk),
    ...(typeof settings.temperature === 'number' ? { temperature: settings.temperature } : {}),
    ...(typeof settings.topP === 'number' ? { topP: settings.topP } : {}),
    ...(typeof settings.maxTokens === 'number' ? { maxOutputTokens: settings.maxTokens } : {}),
    ...(typeof settings.seed === 'number' ? { seed: settings.seed } : {}),
    ...(signal ? { abortSignal: signal } : {}),
    ...(stop?.length ? { stopSequences: [...stop] } : {}),
    ...(tools?.length ? { tools: toolsOf(tools), toolChoice: { type: 'auto' as const } } : {}),
    ...(isSchema(outputSchema) ? { responseFormat: { type: 'json' as const, schema: outputSchema } } : {}),
  }
}

function toSdk({ role, parts, calls = [], results = [] }: ModelMessage): SdkMessage {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  switch (role) {
    case 'system':
      return { role, content: text }
    case 'assistant':
      return {
        role,
        content: [
          ...(text === '' && calls.length > 0 ? [] : [{ type: 'text' as const, text }]),
          ...calls.map((call) => ({
            type: 'tool-call' as const,
            toolCallId: call.id,
            toolName: call.name,
            input: call.arguments,
          })),
        ],
      }
    case 'tool':
      return {
        role,
        content: results.map(({ callId, name, value }) => ({
          type: 'tool-result' as const,
          toolCallId: callId,
          toolName: name,
          output: { type: 'text' as const, value: typeof value === 'string' ? value : JSON.stringify(value) },
        })),
      }
    case 'user':
      return {
        role,
        content: parts.map((part) =>
          part.type === 'text'
            ? part
            : { type: 'file', data: part.data, mediaType: part.mediaType, filename: part.name },
        ),
      }
  }
}

const toolsOf = (tools: NonNullable<ModelCall['tools']>): SdkTool[] =>
  tools.flatMap(({ name, description, parameters }) =>
    isSchema(parameters) ? [{ type: 'function', name, description, inputSchema: parameters }] : [],
  )

const isSchema = (schema: unknown): schema is Schema =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema)

function toEvent(part: Part): RawEvent | null {
  switch (part.type) {
    case 'text-delta':
      return part.delta === '' ? null : { type: 'text', text: part.delta }
    case 'reasoning-delta':
      return part.delta === '' ? null : { type: 'reasoning', text: part.delta }
    case 'tool-call':
      return {
        type: 'tool_call',
        call: { id: part.toolCallId, name: part.toolName, arguments: readArguments(part.input) },
      }
    case 'finish':
      return { type: 'usage', usage: toUsage(part.usage) }
    case 'error':
      throw part.error
    default:
      return null
  }
}

/** Models now and then write arguments that are no JSON: the text is kept, for the reader to see. */
function readArguments(input: string): unknown {
  try {
    return JSON.parse(input === '' ? '{}' : input)
  } catch {
    return input
  }
}

const toUsage = ({ inputTokens, outputTokens }: Finish['usage']): TokenUsage => ({
  inputTokens: inputTokens.total ?? null,
  outputTokens: outputTokens.total ?? null,
  cachedTokens: inputTokens.cacheRead ?? null,
  cacheWriteTokens: inputTokens.cacheWrite ?? null,
  reasoningTokens: outputTokens.reasoning ?? null,
})

/** A stream that ends without a reason of the provider's own was cut off, however politely the socket closed. */
function toReason({ unified, raw }: Finish['finishReason']): FinishReason {
  switch (unified) {
    case 'tool-calls':
      return 'tool_calls'
    case 'content-filter':
      return 'content_filter'
    case 'stop':
    case 'length':
      return unified
    case 'error':
    case 'other':
      return raw === undefined ? 'cut_off' : 'error'
  }
}
