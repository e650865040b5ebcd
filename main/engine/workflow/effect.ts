import type { Usage } from '../../../contract/run'
import type { NodeKind, WorkflowNode } from '../../../contract/workflow'
import type { Outputs } from '../../../core/workflow/frame'
import type { Metric } from '../../../db/record/batch'
import type { Caller } from '../../caller'
import type { Log } from '../../log'
import type { Blobs } from '../../services/blobs'
import type { TemplateService } from '../../templates/service'
import type { CodeService } from '../code/service'
import type { ModelConnections } from '../connections'
import type { ExpressionService } from '../expression/service'
import type { Budget } from './budget'
import type { NodeCall } from './node-failure'
import type { Web } from './web'

/** What effects stand on. */
export interface EffectNeeds {
  readonly templates: TemplateService
  readonly blobs: Blobs
  readonly ways: ModelConnections
  readonly expressions: ExpressionService
  readonly code: CodeService
  readonly web: Web
  readonly log: Log
}

/** One run of a node, as its effect sees it. */
export interface NodeWork {
  readonly needs: EffectNeeds
  readonly caller: Caller
  readonly node: WorkflowNode
  /** What came to its ports; of one that takes many edges a list. */
  readonly inputs: Outputs
  /** Its output ports that lead somewhere. */
  readonly connected: ReadonlySet<string>
  readonly signal: AbortSignal
  readonly run: RunAround
  /** The row of this run of the node. */
  readonly nodeRunId: string
  /** What a model says, piece by piece. */
  readonly say: (text: string) => void
}

/** The run that a node is part of. */
export interface RunAround {
  /** The root's row: the trace. */
  readonly id: string
  readonly entityId: string | null
  readonly versionId: string | null
  readonly versionNumber: number | null
  /** What the workflow was given, by name. */
  readonly given: Readonly<Record<string, unknown>>
  readonly budget: Budget
  /** Metrics that nodes of this run have written, by name. */
  readonly scores: Map<string, number>
  /** What is looked up once a run: the second time the first answer is given. */
  readonly known: <T>(what: string, look: () => Promise<T>) => Promise<T>
  /** Workflows that this one runs in, outermost first. */
  readonly within: readonly string[]
}

export interface NodeResult {
  /** By port; a port that is missing gives nothing. */
  readonly outputs: Outputs
  readonly calls?: readonly NodeCall[]
  readonly metrics?: readonly Omit<Metric, 'executionId' | 'id'>[]
  /** The item of the library that it ran, in which version. */
  readonly ran?: {
    readonly entityId: string
    readonly versionId: string | null
    readonly versionNumber: number | null
    readonly label: string | null
  }
  readonly usage?: Usage | null
  readonly model?: { readonly connectionId: string; readonly provider: string; readonly model: string }
}

/** @throws NodeFailure for what the writer of the workflow can put right */
export type Effect = (work: NodeWork) => Promise<NodeResult> | NodeResult

/** Kinds that the run itself carries out: turns, workflows within, and questions to somebody. */
export type OwnKind = 'map' | 'loop' | 'subworkflow' | 'human_input' | 'note' | 'group'
export type EffectKind = Exclude<NodeKind, OwnKind>
