import type { ResolvedMessage, RunEvent, RunStep, RunSummary, ToolCall } from '../../contract/run'
import type { ExecutionStatus } from '../../contract/vocabulary'

/** How far a follower has read. */
interface Seen {
  text: number
  reasoning: number
  calls: number
  changes: number
  status: ExecutionStatus
}

/**
 * A run under way, followed by any number of windows. What was said is kept as one text, so that a window that comes
 * late (or comes back) catches up in one event and then reads along.
 */
export class LiveRun {
  text = ''
  reasoning = ''
  readonly toolCalls: ToolCall[] = []
  status: ExecutionStatus
  private readonly stepsById = new Map<string, RunStep>()
  /** Ids of steps in the order in which they began or changed. */
  private readonly changes: string[] = []
  private readonly asking = new Map<string, (value: unknown) => void>()
  private finished: RunSummary | null = null
  private readonly wakers = new Set<() => void>()

  constructor(
    readonly workspaceId: string,
    readonly started: RunSummary,
    readonly messages: ResolvedMessage[],
    private readonly abort: AbortController,
  ) {
    this.status = started.status
  }

  get signal(): AbortSignal {
    return this.abort.signal
  }

  get isFinished(): boolean {
    return this.finished !== null
  }

  stop(): void {
    this.abort.abort()
  }

  addText(text: string): void {
    this.text += text
    this.wake()
  }

  addReasoning(text: string): void {
    this.reasoning += text
    this.wake()
  }

  addToolCall(call: ToolCall): void {
    this.toolCalls.push(call)
    this.wake()
  }

  get steps(): RunStep[] {
    return [...this.stepsById.values()]
  }

  putStep(step: RunStep): void {
    this.stepsById.set(step.id, step)
    this.changes.push(step.id)
    this.wake()
  }

  setStatus(status: ExecutionStatus): void {
    if (status === this.status) return
    this.status = status
    this.wake()
  }

  /** Waits until somebody answers this call of a tool. @throws the reason for which the run was stopped */
  askFor(callId: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const stopped = () => reject(this.signal.reason)
      if (this.signal.aborted) return stopped()
      this.signal.addEventListener('abort', stopped, { once: true })
      this.asking.set(callId, (value) => {
        this.signal.removeEventListener('abort', stopped)
        this.asking.delete(callId)
        resolve(value)
      })
    })
  }

  /** False where nothing waits for this answer. */
  answer(callId: string, value: unknown): boolean {
    const resolve = this.asking.get(callId)
    resolve?.(value)
    return resolve !== undefined
  }

  finish(run: RunSummary): void {
    this.finished = run
    this.status = run.status
    this.wake()
  }

  /** Everything said so far, then what is said, in order; ends with `finished` or when `signal` aborts. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<RunEvent> {
    yield { type: 'started', run: this.started, messages: this.messages }
    const seen: Seen = { text: 0, reasoning: 0, calls: 0, changes: 0, status: this.started.status }
    while (!signal?.aborted) {
      const ended = this.finished
      yield* this.since(seen)
      if (ended) {
        yield { type: 'finished', run: ended }
        return
      }
      if (this.nothingSince(seen)) await this.next(signal)
    }
  }

  private *since(seen: Seen): Generator<RunEvent> {
    if (seen.status !== this.status && !this.finished) {
      seen.status = this.status
      yield { type: 'status', status: this.status }
    }
    if (this.reasoning.length > seen.reasoning) {
      const text = this.reasoning.slice(seen.reasoning)
      seen.reasoning = this.reasoning.length
      yield { type: 'reasoning', text }
    }
    if (this.text.length > seen.text) {
      const text = this.text.slice(seen.text)
      seen.text = this.text.length
      yield { type: 'text', text }
    }
    while (seen.calls < this.toolCalls.length) {
      const call = this.toolCalls[seen.calls++]
      if (call) yield { type: 'tool_call', call }
    }
    while (seen.changes < this.changes.length) {
      const step = this.stepsById.get(this.changes[seen.changes++] ?? '')
      if (step) yield { type: 'step', step }
    }
  }

  private nothingSince(seen: Seen): boolean {
    return (
      !this.finished &&
      this.text.length === seen.text &&
      this.reasoning.length === seen.reasoning &&
      this.toolCalls.length === seen.calls &&
      this.changes.length === seen.changes &&
      this.status === seen.status
    )
  }

  private next(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.wakers.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      // Gone while it read what came before: no event will tell of it any more.
      if (signal?.aborted) return resolve()
      this.wakers.add(done)
      signal?.addEventListener('abort', done)
    })
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker()
  }
}
