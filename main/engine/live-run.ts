import type { ResolvedMessage, RunEvent, RunSummary, ToolCall } from '../../contract/run'

/**
 * A run under way, followed by any number of windows. What was said is kept as one text, so that a window that comes
 * late (or comes back) catches up in one event and then reads along.
 */
export class LiveRun {
  text = ''
  reasoning = ''
  readonly toolCalls: ToolCall[] = []
  private finished: RunSummary | null = null
  private readonly wakers = new Set<() => void>()

  constructor(
    readonly workspaceId: string,
    readonly started: RunSummary,
    readonly messages: ResolvedMessage[],
    private readonly abort: AbortController,
  ) {}

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

  finish(run: RunSummary): void {
    this.finished = run
    this.wake()
  }

  /** Everything said so far, then what is said, in order; ends with `finished` or when `signal` aborts. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<RunEvent> {
    yield { type: 'started', run: this.started, messages: this.messages }
    const seen = { text: 0, reasoning: 0, calls: 0 }
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

  private *since(seen: { text: number; reasoning: number; calls: number }): Generator<RunEvent> {
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
  }

  private nothingSince(seen: { text: number; reasoning: number; calls: number }): boolean {
    return (
      !this.finished &&
      this.text.length === seen.text &&
      this.reasoning.length === seen.reasoning &&
      this.toolCalls.length === seen.calls
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
