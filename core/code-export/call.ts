import type { ResolvedMessage } from '../../contract/run'
import type { ModelSettings, Tool } from '../../contract/template'
import type { ProviderKind } from '../../contract/vocabulary'

/** What a run asked, as code is made of it. Its key is never here: code names an environment variable instead. */
export interface ExportedCall {
  readonly kind: ProviderKind
  /** The connection's address; null is the provider's own. */
  readonly address: string | null
  readonly model: string
  readonly messages: readonly ResolvedMessage[]
  readonly settings: ModelSettings
  readonly stop: readonly string[]
  readonly tools: readonly Tool[]
  readonly outputSchema?: unknown
}

/** A request over HTTP, in the provider's own words. */
export interface HttpCall {
  readonly url: string
  /** Name and value; `$KEY` stands where the key goes. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Readonly<Record<string, unknown>>
  /** The environment variable that holds the key; null where none is needed. */
  readonly variable: string | null
}

export const keyMark = '$KEY'

/** The request that a run sends, but for the streaming of its answer. Null for the simulator, which nobody else can call. */
export function httpCallOf(call: ExportedCall): HttpCall | null {
  switch (call.kind) {
    case 'simulator':
      return null
    case 'anthropic':
      return anthropicCall(call)
    case 'google':
      return googleCall(call)
    case 'openai':
      return responsesCall(call)
    case 'openai_compatible':
      return chatCall(call)
  }
}

const baseOf = ({ address }: ExportedCall, own: string) => (address ?? own).replace(/\/$/, '')

/** Files cannot stand in a line of code: their names do. */
const textOf = ({ text, files = [] }: ResolvedMessage): string =>
  [text, ...files.map(({ name }) => `[attach ${name}]`)].filter(Boolean).join('\n')

const turns = (messages: readonly ResolvedMessage[]) =>
  messages.flatMap((message) =>
    message.role === 'history' ? [] : [{ role: message.role, content: textOf(message) }],
  )

const systemOf = (messages: readonly ResolvedMessage[]): string[] =>
  turns(messages).flatMap(({ role, content }) => (role === 'system' ? [content] : []))

const spoken = (messages: readonly ResolvedMessage[]) =>
  turns(messages).filter(({ role }) => role !== 'system')

/** What is left out is left to the provider. */
const orNothing = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined)

/** OpenAI's own API. It knows neither a seed nor stop sequences. */
function responsesCall(call: ExportedCall): HttpCall {
  const { settings, tools, outputSchema } = call
  const parts = { system: null, user: 'input_text', assistant: 'output_text' } as const
  return {
    url: `${baseOf(call, 'https://api.openai.com/v1')}/responses`,
    headers: [['Authorization', `Bearer ${keyMark}`]],
    variable: 'OPENAI_API_KEY',
    body: tidy({
      model: call.model,
      input: turns(call.messages).map(({ role, content }) => {
        const type = parts[role]
        return { role, content: type ? [{ type, text: content }] : content }
      }),
      temperature: settings.temperature,
      top_p: settings.topP,
      max_output_tokens: settings.maxTokens,
      text:
        outputSchema === undefined ? undefined : { format: { type: 'json_schema', ...strict(outputSchema) } },
      store: false,
      tools: orNothing(
        tools.map(({ name, description, parameters }) => ({
          type: 'function',
          name,
          description,
          parameters,
        })),
      ),
      tool_choice: tools.length > 0 ? 'auto' : undefined,
    }),
  }
}

const strict = (schema: unknown) => ({ strict: true, name: 'response', schema })

function chatCall(call: ExportedCall): HttpCall {
  const { settings, stop, tools, outputSchema } = call
  return {
    url: `${baseOf(call, 'http://127.0.0.1:11434/v1')}/chat/completions`,
    headers: [['Authorization', `Bearer ${keyMark}`]],
    variable: 'MODEL_API_KEY',
    body: tidy({
      model: call.model,
      messages: turns(call.messages),
      temperature: settings.temperature,
      top_p: settings.topP,
      max_tokens: settings.maxTokens,
      seed: settings.seed,
      stop: orNothing(stop),
      tools: orNothing(
        tools.map(({ name, description, parameters }) => ({
          type: 'function',
          function: { name, description, parameters },
        })),
      ),
      tool_choice: tools.length > 0 ? 'auto' : undefined,
      response_format:
        outputSchema === undefined ? undefined : { type: 'json_schema', json_schema: strict(outputSchema) },
    }),
  }
}

const textPart = (text: string) => ({ type: 'text', text })

/** An answer of a shape is asked for by a tool that has to be called: every model knows that way. */
function anthropicCall(call: ExportedCall): HttpCall {
  const { settings, stop, outputSchema } = call
  const answer = { name: 'json', description: 'Respond with a JSON object.', parameters: outputSchema }
  const tools = [...call.tools, ...(outputSchema === undefined ? [] : [answer])]
  const choice =
    outputSchema === undefined ? { type: 'auto' } : { type: 'any', disable_parallel_tool_use: true }
  return {
    url: `${baseOf(call, 'https://api.anthropic.com/v1')}/messages`,
    headers: [
      ['x-api-key', keyMark],
      ['anthropic-version', '2023-06-01'],
    ],
    variable: 'ANTHROPIC_API_KEY',
    body: tidy({
      model: call.model,
      max_tokens: settings.maxTokens ?? 4096,
      system: orNothing(systemOf(call.messages).map(textPart)),
      messages: spoken(call.messages).map(({ role, content }) => ({ role, content: [textPart(content)] })),
      temperature: settings.temperature,
      top_p: settings.topP,
      stop_sequences: orNothing(stop),
      tools: orNothing(
        tools.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters })),
      ),
      tool_choice: tools.length > 0 ? choice : undefined,
    }),
  }
}

function googleCall(call: ExportedCall): HttpCall {
  const { settings, stop, tools, outputSchema } = call
  const system = orNothing(systemOf(call.messages).map((text) => ({ text })))
  return {
    url: `${baseOf(call, 'https://generativelanguage.googleapis.com/v1beta')}/models/${encodeURIComponent(call.model)}:generateContent`,
    headers: [['x-goog-api-key', keyMark]],
    variable: 'GEMINI_API_KEY',
    body: tidy({
      systemInstruction: system && { parts: system },
      contents: spoken(call.messages).map(({ role, content }) => ({
        role: role === 'assistant' ? 'model' : 'user',
        parts: [{ text: content }],
      })),
      generationConfig: tidy({
        temperature: settings.temperature,
        topP: settings.topP,
        maxOutputTokens: settings.maxTokens,
        seed: settings.seed,
        stopSequences: orNothing(stop),
        ...(outputSchema === undefined
          ? {}
          : { responseMimeType: 'application/json', responseJsonSchema: outputSchema }),
      }),
      tools: orNothing(
        tools.length > 0
          ? [
              {
                functionDeclarations: tools.map(({ name, description, parameters }) => ({
                  name,
                  description,
                  parametersJsonSchema: parameters,
                })),
              },
            ]
          : [],
      ),
      toolConfig: tools.length > 0 ? { functionCallingConfig: { mode: 'AUTO' } } : undefined,
    }),
  }
}

/** Without what is left to the provider. */
const tidy = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
