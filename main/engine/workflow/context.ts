import type { RunSummary } from '../../../contract/run'
import type { WorkflowDocument } from '../../../contract/workflow'
import type { Caller } from '../../caller'
import type { EffectNeeds, RunAround } from './effect'
import type { LiveWorkflow } from './live-workflow'
import type { Totals } from './totals'
import type { Trace } from './trace'

/** What a node gave in an earlier run of the same document. */
export interface Reused {
  readonly outputs: Readonly<Record<string, unknown>>
  /** The row in this very run; null where it was an earlier run's. */
  readonly rowId: string | null
}

/** All that the parts of one run share. */
export interface RunContext {
  readonly caller: Caller
  readonly needs: EffectNeeds
  readonly started: RunSummary
  readonly around: RunAround
  readonly live: LiveWorkflow
  readonly trace: Trace
  readonly totals: Totals
  /** What need not be run again: by its path and node. */
  readonly reuse: ReadonlyMap<string, Reused>
  /** Human input nodes of this very run that wait in the record: by path and node, their rows. */
  readonly waiting: ReadonlyMap<string, string>
  /** Tells of the work that began or ended outside of nodes that only wait for somebody. */
  readonly busy: { count: number; changed: () => void }
}

/** One document that is carried out: the root's, or one within. */
export interface Graph {
  readonly document: WorkflowDocument
  readonly around: RunAround
  /** Before the paths of its nodes: "" for the root. */
  readonly prefix: string
  /** The row that its own rows lie below. */
  readonly parentId: string
  readonly signal: AbortSignal
}
