import type { FileRef } from '../../contract/file'
import type { ResolvedMessage, RunError, ToolCall, Usage } from '../../contract/run'
import type { ModelSettings, Tool } from '../../contract/template'
import type {
  Classification,
  ExecutionKind,
  ExecutionStatus,
  finalExecutionStatuses,
  MetricSource,
} from '../../contract/vocabulary'
import type { PortField, WorkflowDocument } from '../../contract/workflow'

export type OpenStatus = Extract<ExecutionStatus, 'queued' | 'running' | 'paused'>
export type FinalStatus = Exclude<ExecutionStatus, OpenStatus> & (typeof finalExecutionStatuses)[number]

/** A run that begins. Its id is a UUIDv7 of its own time, which an imported run brings along. */
export interface BegunRun {
  readonly id: string
  readonly kind: ExecutionKind
  readonly status: OpenStatus
  /** ISO. */
  readonly startedAt: string
  readonly entityId: string | null
  readonly versionId: string | null
  readonly versionNumber: number | null
  readonly connectionId: string | null
  readonly provider: string | null
  readonly model: string | null
  readonly settings: ModelSettings
  readonly simulated: boolean
  readonly messages: readonly ResolvedMessage[]
  /** Of a workflow: its document, in place of messages. */
  readonly document?: WorkflowDocument
  readonly values: Readonly<Record<string, unknown>>
  /** The tree it belongs to; default a tree of its own. */
  readonly traceId?: string
  readonly parentId?: string | null
  readonly classification?: Classification
  /** What it did: a tool, an attempt at a model. */
  readonly name?: string | null
  readonly replayOfId?: string | null
  readonly conversationId?: string | null
  /** The label by which its version was found. */
  readonly versionLabel?: string | null
  /** Of a node's run: the node of the workflow's document. */
  readonly nodeId?: string | null
  readonly context?: RunContext
}

/** What else a run was asked with; read only when it is opened, but for the changed settings. */
export interface RunContext {
  /** Settings that were overridden for this run. */
  readonly changedSettings?: readonly string[]
  readonly tools?: readonly Tool[]
  readonly stop?: readonly string[]
  readonly outputSchema?: unknown
  /** Of a tool's span: the call that it answers. */
  readonly callId?: string
  /** Of an attempt: milliseconds waited before it. */
  readonly waitedMs?: number
  /** Of a node's run: the turns around it and the workflows it stands in, so that a run which goes on finds it again. */
  readonly path?: string
  /** Of a run of a workflow: the test that it was made for, so that statistics can leave it out. */
  readonly test?: { readonly id: string; readonly name: string }
  /** Of a node that waits for somebody: what is asked. */
  readonly question?: { readonly text: string; readonly fields: readonly PortField[] }
}

/** A message of a conversation; a tree by `replyToId`, so that an edited one stands beside the old one. */
export interface NewMessage {
  readonly id: string
  readonly conversationId: string
  readonly position: number
  readonly role: 'user' | 'assistant'
  readonly text: string
  readonly files?: readonly FileRef[]
  readonly executionId: string | null
  readonly replyToId: string | null
}

/** How a run ended; after this its row is frozen. Unknown figures are null. */
export interface FinishedRun {
  readonly id: string
  readonly status: FinalStatus
  readonly finishReason?: string | null
  readonly error: RunError | null
  readonly durationMs: number | null
  readonly firstTokenMs: number | null
  readonly usage: Usage | null
  /** False for a span whose use is part of the run above it; default true. */
  readonly billed?: boolean
  readonly answer: string | null
  readonly reasoning: string | null
  readonly toolCalls: readonly ToolCall[]
  /** The model that answered, where the provider says another name than was asked for. */
  readonly responseModel?: string | null
  /** Of a node: the item of the library that it ran, as it turned out. */
  readonly ran?: {
    readonly entityId: string
    readonly versionId: string | null
    readonly versionNumber: number | null
    readonly label: string | null
  }
  /** Of a node: the model that it asked. */
  readonly asked?: { readonly connectionId: string; readonly provider: string; readonly model: string }
}

/** A run under way that waits for somebody, or goes on. */
export interface MovedRun {
  readonly id: string
  readonly status: OpenStatus
  /** Joins what its context holds. */
  readonly context?: RunContext
}

/** A named number on a run. */
export interface Metric {
  readonly id: string
  readonly executionId: string
  readonly name: string
  readonly value: number
  readonly unit: string | null
  readonly source: MetricSource
  readonly note?: string | null
}

/** What happened, recorded all or none. A run may begin and finish in one batch. */
export interface Batch {
  /** Made by the caller, or `phaseId`; the same id twice is recorded once. */
  readonly commandId: string
  readonly begun?: readonly BegunRun[]
  readonly moved?: readonly MovedRun[]
  readonly finished?: readonly FinishedRun[]
  readonly metrics?: readonly Metric[]
  readonly messages?: readonly NewMessage[]
}

export const isFinal = (status: ExecutionStatus): status is FinalStatus =>
  status !== 'queued' && status !== 'running' && status !== 'paused'
