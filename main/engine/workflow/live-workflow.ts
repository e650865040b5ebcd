import type { RunSummary } from '../../../contract/run'
import type { ExecutionStatus } from '../../../contract/vocabulary'
import type { NodeRun, WorkflowRunEvent } from '../../../contract/workflow-run'
import { Waker } from '../waker'

type Asked = Extract<WorkflowRunEvent, { type: 'asks' }>

/** Nodes that one event tells of. */
const atOnce = 2_000
const betweenNodesMs = 30

/** How far a follower has read. */
interface Seen {
  changes: number
  spoken: number
  readonly text: Map<string, number>
  readonly asked: Set<string>
  status: ExecutionStatus
}

/** A run of a workflow under way, followed by any number of windows; one that comes late catches up and reads along. */
export class LiveWorkflow {
  status: ExecutionStatus
  private readonly nodes = new Map<string, NodeRun>()
  /** Ids in the order in which they began or changed. */
  private readonly changes: string[] = []
  private readonly texts = new Map<string, string>()
  /** Whose models spoke, in order. */
  private readonly spoken: string[] = []
  private readonly asking = new Map<
    string,
    { asked: Asked; answer: (values: Record<string, unknown>) => void }
  >()
  private ended: { readonly run: RunSummary; readonly outputs: Record<string, unknown> } | null = null
  private left = false
  private readonly waker = new Waker()

  constructor(
    readonly started: RunSummary,
    private readonly abort: AbortController,
  ) {
    this.status = started.status
  }

  get signal(): AbortSignal {
    return this.abort.signal
  }

  get isFinished(): boolean {
    return this.ended !== null
  }

  /** True where the studio closes while it waits for somebody: nothing of it ends, it is taken up from the record. */
  get isLeft(): boolean {
    return this.left
  }

  get isAsking(): boolean {
    return this.asking.size > 0
  }

  leave(): void {
    this.left = true
    this.stop()
  }

  stop(): void {
    this.abort.abort(new DOMException('The run was stopped.', 'AbortError'))
  }

  put(node: NodeRun): void {
    this.nodes.set(node.id, node)
    this.changes.push(node.id)
    this.waker.wake()
  }

  say(nodeRunId: string, text: string): void {
    this.texts.set(nodeRunId, (this.texts.get(nodeRunId) ?? '') + text)
    if (this.spoken.at(-1) !== nodeRunId) this.spoken.push(nodeRunId)
    this.waker.wake()
  }

  setStatus(status: ExecutionStatus): void {
    if (status === this.status) return
    this.status = status
    this.waker.wake()
  }

  /** Waits until somebody answers. @throws the reason for which the run was stopped */
  ask(asked: Omit<Asked, 'type'>): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const stopped = () => {
        this.asking.delete(asked.nodeRunId)
        reject(this.signal.reason)
      }
      if (this.signal.aborted) return stopped()
      this.signal.addEventListener('abort', stopped, { once: true })
      this.asking.set(asked.nodeRunId, {
        asked: { type: 'asks', ...asked },
        answer: (values) => {
          this.signal.removeEventListener('abort', stopped)
          this.asking.delete(asked.nodeRunId)
          resolve(values)
        },
      })
      this.waker.wake()
    })
  }

  /** False where nothing waits for this answer. */
  answer(nodeRunId: string, values: Record<string, unknown>): boolean {
    const asked = this.asking.get(nodeRunId)
    asked?.answer(values)
    return asked !== undefined
  }

  /** Resolves when this question is put, or the run is over. */
  async untilAsked(nodeRunId: string): Promise<void> {
    while (!this.asking.has(nodeRunId) && !this.isFinished && !this.signal.aborted)
      await this.waker.next(this.signal)
  }

  finish(run: RunSummary, outputs: Record<string, unknown>): void {
    this.ended = { run, outputs }
    this.status = run.status
    this.waker.wake()
  }

  /** What models say goes on at once, what becomes of nodes some thirty times a second. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<WorkflowRunEvent> {
    yield { type: 'started', run: this.started }
    const seen: Seen = {
      changes: 0,
      spoken: 0,
      text: new Map(),
      asked: new Set(),
      status: this.started.status,
    }
    for (let nodesAt = 0; !signal?.aborted; ) {
      const { ended } = this
      const dueMs = ended || this.status !== seen.status ? 0 : nodesAt + betweenNodesMs - performance.now()
      const changed = seen.changes < this.changes.length
      let told = false
      for (const event of this.since(seen, dueMs <= 0)) {
        if (event.type === 'nodes') nodesAt = performance.now()
        told = true
        yield event
      }
      if (told) continue
      if (ended) {
        yield { type: 'finished', ...ended }
        return
      }
      // What is told later needs nobody to wake this one.
      await this.waker.next(signal, changed ? dueMs : undefined)
    }
  }

  private *since(seen: Seen, nodesToo: boolean): Generator<WorkflowRunEvent> {
    if (nodesToo && seen.changes < this.changes.length) {
      const ids = new Set(this.changes.slice(seen.changes, seen.changes + atOnce))
      seen.changes = Math.min(this.changes.length, seen.changes + atOnce)
      yield { type: 'nodes', nodes: [...ids].flatMap((id) => this.nodes.get(id) ?? []) }
    }
    // The last one may say more: it is looked at again.
    const spoken = new Set(this.spoken.slice(Math.max(0, seen.spoken - 1)))
    seen.spoken = this.spoken.length
    for (const nodeRunId of spoken) {
      const text = this.texts.get(nodeRunId) ?? ''
      const from = seen.text.get(nodeRunId) ?? 0
      if (text.length <= from) continue
      seen.text.set(nodeRunId, text.length)
      yield { type: 'text', nodeRunId, text: text.slice(from) }
    }
    // Before they were shown nobody could tell what they ask.
    if (seen.changes < this.changes.length) return
    for (const { asked } of this.asking.values()) {
      if (seen.asked.has(asked.nodeRunId)) continue
      seen.asked.add(asked.nodeRunId)
      yield asked
    }
    // Last, so that who reads that it waits knows for what.
    if (seen.status === this.status || this.ended) return
    seen.status = this.status
    yield { type: 'status', status: this.status }
  }
}
