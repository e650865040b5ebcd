import { EventPublisher } from '@orpc/server'
import type { Topic } from '../contract/vault'

type Listener = (workspaceId: string | null, topic: Topic) => void

/** What was changed is announced after its commit, to the windows of that workspace; `null` reaches every window. */
export class Topics {
  private readonly publisher = new EventPublisher<Record<string, Topic>>()

  private readonly listeners = new Set<Listener>()

  announce(workspaceId: string | null, ...topics: Topic[]): void {
    for (const topic of topics) {
      this.publisher.publish(workspaceId ?? 'all', topic)
      for (const listener of this.listeners) listener(workspaceId, topic)
    }
  }

  /** For services of the host, which look at every workspace. Answers what ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Ends when `signal` aborts. A slow window is not waited for: topics carry no content, only what to forget. */
  async *watch(workspaceId: string, signal: AbortSignal | undefined): AsyncGenerator<Topic> {
    const queue: Topic[] = []
    let wake = () => {}
    const push = (topic: Topic) => {
      queue.push(topic)
      wake()
    }
    const stops = [this.publisher.subscribe(workspaceId, push), this.publisher.subscribe('all', push)]
    const onAbort = () => wake()
    signal?.addEventListener('abort', onAbort)
    try {
      while (!signal?.aborted) {
        const topic = queue.shift()
        if (topic) {
          yield topic
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      for (const stop of stops) stop()
      signal?.removeEventListener('abort', onAbort)
    }
  }
}
