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

/** Null for the simulator, which nobody else can call. */
export function httpCallOf(call: ExportedCall): HttpCall | null {
  switch (call.kind) {
    case 'simulator':
      return null
    case 'anthropic':
      return anthropicCall(call)
    case 'google':
      return googleCall(call)
    case 'openai':
      return chatCall(call, 'https://api.openai.com/v1', 'OPENAI_API_KEY')
    case 'openai_compatible':
      return chatCall(call, 'http://127.0.0.1:11434/v1', 'MODEL_API_KEY')
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

function chatCall(call: ExportedCall, own: string, variable: string): HttpCall {
  const { settings, stop, tools, outputSchema } = call
  return {
    url: `${baseOf(call, own)}/chat/completions`,
    headers: [['Authorization', `Bearer ${keyMark}`]],
    variable,
    body: tidy({
      model: call.model,
      messages: turns(call.messages),
      temperature: settings.temperature,
      top_p: settings.topP,
      [call.kind === 'openai' ? 'max_completion_tokens' : 'max_tokens']: settings.maxTokens,
      seed: settings.seed,
      stop: stop.length > 0 ? stop : undefined,
      tools:
        tools.length > 0
          ? tools.map(({ name, description, parameters }) => ({
              type: 'function',
              function: { name, description, parameters },
            }))
          : undefined,
      response_format:
        outputSchema === undefined
          ? undefined
          : { type: 'json_schema', json_schema: { name: 'answer', schema: outputSchema } },
    }),
  }
}

function anthropicCall(call: ExportedCall): HttpCall {
  const { settings, stop, tools } = call
  const all = turns(call.messages)
  const system = all.filter(({ role }) => role === 'system').map(({ content }) => content)
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
      system: system.length > 0 ? system.join('\n\n') : undefined,
      messages: all.filter(({ role }) => role !== 'system'),
      temperature: settings.temperature,
      top_p: settings.topP,
      stop_sequences: stop.length > 0 ? stop : undefined,
      tools:
        tools.length > 0
          ? tools.map(({ name, description, parameters }) => ({
              name,
              description,
              input_schema: parameters,
            }))
          : undefined,
    }),
  }
}

function googleCall(call: ExportedCall): HttpCall {
  const { settings, stop, tools, outputSchema } = call
  const all = turns(call.messages)
  const parts = (text: string) => [{ text }]
  const system = all.filter(({ role }) => role === 'system').map(({ content }) => content)
  return {
    url: `${baseOf(call, 'https://generativelanguage.googleapis.com/v1beta')}/models/${encodeURIComponent(call.model)}:generateContent`,
    headers: [['x-goog-api-key', keyMark]],
    variable: 'GEMINI_API_KEY',
    body: tidy({
      systemInstruction: system.length > 0 ? { parts: parts(system.join('\n\n')) } : undefined,
      contents: all
        .filter(({ role }) => role !== 'system')
        .map(({ role, content }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: parts(content),
        })),
      generationConfig: tidy({
        temperature: settings.temperature,
        topP: settings.topP,
        maxOutputTokens: settings.maxTokens,
        seed: settings.seed,
        stopSequences: stop.length > 0 ? stop : undefined,
        ...(outputSchema === undefined
          ? {}
          : { responseMimeType: 'application/json', responseJsonSchema: outputSchema }),
      }),
      tools:
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
          : undefined,
    }),
  }
}

/** Without what is left to the provider. */
const tidy = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
