import type { ExecutionStatus } from '../../../../contract/vocabulary'
import type { NodeRun } from '../../../../contract/workflow-run'
import { addMoney } from './sums'

/** What has become of one node of the canvas in the run that is shown, over all its turns. */
export interface NodeState {
  readonly status: ExecutionStatus
  readonly runs: number
  readonly done: number
  /** All turns together, in milliseconds; null until one is over. */
  readonly durationMs: number | null
  /** Money as a decimal string; null where nothing was asked or a price is not known. */
  readonly cost: string | null
  readonly currency: string | null
  /** What its model has said so far, while it runs. */
  readonly text: string
  readonly error: NodeRun['error']
  /** The run of it that began last. */
  readonly nodeRunId: string
}

/** Needs somebody first, then what is under way, then what went wrong, then what ended well. */
const urgency: readonly ExecutionStatus[] = [
  'paused',
  'running',
  'queued',
  'unauthorized',
  'rate_limited',
  'timeout',
  'failed',
  'interrupted',
  'cancelled',
  'partial_success',
  'success',
  'cached',
]

const open: ReadonlySet<ExecutionStatus> = new Set(['queued', 'running', 'paused'])

/** As many letters of a streaming answer as a node has room for. */
const shownLetters = 160

/** A node of a workflow that this one runs has a path with the node it stands in; ids of both may be the same. */
const isOfThisGraph = ({ path }: NodeRun): boolean => !path.includes('>')

/**
 * A run's trace as it grows: its parts in the order in which they began, and by node what became of it. Changed in
 * place, since a run of twenty thousand parts is told in pieces; `take` hands out what is new since it was last asked.
 */
export class RunTrace {
  readonly parts = new Map<string, NodeRun>()
  private readonly byNode = new Map<string, Map<string, NodeRun>>()
  private readonly texts = new Map<string, string>()
  private readonly changed = new Set<string>()

  /** Parts that began or changed; the same id again replaces it. */
  put(parts: readonly NodeRun[]): void {
    for (const part of parts) {
      this.parts.set(part.id, part)
      if (!open.has(part.status)) this.texts.delete(part.id)
      if (part.kind !== 'node' || part.nodeId === null || !isOfThisGraph(part)) continue
      const runs = this.byNode.get(part.nodeId) ?? new Map<string, NodeRun>()
      this.byNode.set(part.nodeId, runs.set(part.id, part))
      this.changed.add(part.nodeId)
    }
  }

  /** More of what the model of a node says. */
  say(nodeRunId: string, text: string): void {
    const part = this.parts.get(nodeRunId)
    // What was on its way while the node ended is in its outputs.
    if (part && !open.has(part.status)) return
    const said = (this.texts.get(nodeRunId) ?? '') + text
    this.texts.set(nodeRunId, said.slice(-shownLetters))
    if (part?.nodeId) this.changed.add(part.nodeId)
  }

  /** The states of the nodes that changed since this was last asked. */
  take(): Map<string, NodeState> {
    const states = new Map<string, NodeState>()
    for (const nodeId of this.changed) {
      const state = this.stateOf([...(this.byNode.get(nodeId)?.values() ?? [])])
      if (state) states.set(nodeId, state)
    }
    this.changed.clear()
    return states
  }

  private stateOf(runs: readonly NodeRun[]): NodeState | null {
    const last = runs.at(-1)
    if (!last) return null
    const leads = runs.reduce((a, b) => (rank(b) <= rank(a) ? b : a))
    const times = runs.flatMap(({ durationMs }) => durationMs ?? [])
    return {
      status: leads.status,
      runs: runs.length,
      done: runs.filter(({ status }) => !open.has(status)).length,
      durationMs: times.length > 0 ? times.reduce((a, b) => a + b, 0) : null,
      cost: addMoney(runs.flatMap(({ cost }) => cost ?? [])),
      currency: runs.find(({ currency }) => currency !== null)?.currency ?? null,
      text: this.texts.get(leads.id) ?? '',
      error: leads.error,
      nodeRunId: leads.id,
    }
  }
}

const rank = ({ status }: NodeRun): number => urgency.indexOf(status)
