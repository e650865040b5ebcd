import type { ResolvedMessage, RunError, ToolCall, Usage } from '../../contract/run'
import type { ModelSettings } from '../../contract/template'
import type {
  Classification,
  ExecutionKind,
  ExecutionStatus,
  finalExecutionStatuses,
  MetricSource,
} from '../../contract/vocabulary'

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
  readonly values: Readonly<Record<string, unknown>>
  /** The tree it belongs to; default a tree of its own. */
  readonly traceId?: string
  readonly parentId?: string | null
  readonly classification?: Classification
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
  readonly answer: string | null
  readonly reasoning: string | null
  readonly toolCalls: readonly ToolCall[]
  /** The model that answered, where the provider says another name than was asked for. */
  readonly responseModel?: string | null
}

/** A named number on a run. */
export interface Metric {
  readonly id: string
  readonly executionId: string
  readonly name: string
  readonly value: number
  readonly unit: string | null
  readonly source: MetricSource
}

/** What happened, recorded all or none. A run may begin and finish in one batch. */
export interface Batch {
  /** Made by the caller, or `phaseId`; the same id twice is recorded once. */
  readonly commandId: string
  readonly begun?: readonly BegunRun[]
  readonly finished?: readonly FinishedRun[]
  readonly metrics?: readonly Metric[]
}
