import type { ToolCall } from '../../contract/run'
import type { Tool } from '../../contract/template'
import type { ExecutionStatus, ProviderKind } from '../../contract/vocabulary'
import type { TokenUsage } from '../../core/pricing/price'
import type { Fetch } from '../net/client'

export type MessagePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly name: string; readonly mediaType: string; readonly data: Uint8Array }

export interface ToolResult {
  readonly callId: string
  readonly name: string
  readonly value: unknown
}

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly parts: readonly MessagePart[]
  /** Of the assistant: the tools it called. */
  readonly calls?: readonly ToolCall[]
  /** Of a tool message: what they were answered. */
  readonly results?: readonly ToolResult[]
}

/** One question to one model. What is left out or null is the provider's own default. */
export interface ModelCall {
  readonly model: string
  readonly messages: readonly ModelMessage[]
  readonly settings: {
    readonly temperature?: number | null
    readonly topP?: number | null
    readonly maxTokens?: number | null
    readonly seed?: number | null
    /** Read by the simulator alone: see simulator.ts. */
    readonly simulator?: unknown
  }
  readonly stop?: readonly string[]
  readonly outputSchema?: unknown
  readonly tools?: readonly Tool[]
  readonly signal?: AbortSignal
}

/** How a call ended. */
export type CallStatus = Extract<
  ExecutionStatus,
  'success' | 'partial_success' | 'failed' | 'timeout' | 'rate_limited' | 'unauthorized' | 'cancelled'
>

/** Why a call did not end well: a code to branch on, what happened, what to do, and how long to wait. */
export interface CallFailure {
  readonly code: string
  readonly sentence: string
  readonly remedy: string
  readonly waitSeconds: number | null
}

export type ProviderEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | {
      readonly type: 'tool_call'
      readonly call: ToolCall
    }
  | { readonly type: 'end'; readonly end: CallEnd }

/** The last event, always exactly one. */
export interface CallEnd {
  readonly status: CallStatus
  readonly failure: CallFailure | null
  readonly usage: TokenUsage
  /** Milliseconds from the call to the first text, thought or tool call; null where none came. */
  readonly firstTokenMs: number | null
  readonly durationMs: number
}

/** What a provider is given to reach its server. */
export interface Access {
  readonly address: string | null
  readonly fetch: Fetch
  /** Stands for the key in headers; main/net puts the key in when the request leaves. Null where there is none. */
  readonly key: string | null
}

/** What an adapter yields while it streams. Errors are thrown: failures.ts turns them into statuses. */
export type RawEvent =
  | Exclude<ProviderEvent, { type: 'end' }>
  | { readonly type: 'usage'; readonly usage: TokenUsage }
  | { readonly type: 'finish'; readonly reason: FinishReason }

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'error' | 'cut_off'

/** One adapter file, and one line in registry.ts. */
export interface Provider {
  readonly kind: ProviderKind
  /** As it is said in sentences: "OpenAI asks to wait 20 s." */
  readonly label: string
  readonly key: 'required' | 'optional' | 'none'
  /** Where it is reached when the connection names no address; null where it must. */
  readonly address: string | null
  stream(call: ModelCall, access: Access): AsyncIterable<RawEvent>
}

export const noUsage: TokenUsage = {
  inputTokens: null,
  outputTokens: null,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
}
