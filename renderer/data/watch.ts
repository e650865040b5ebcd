import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Topic } from '../../contract/vault'
import { useStudio } from './studio'

type Queries = ReturnType<typeof useStudio>['queries']

/** What each aggregate's change makes old. Open drafts are left alone: the editor holds the newer text. */
function keysOf(queries: Queries, topic: Topic): QueryKey[] {
  switch (topic.aggregate) {
    case 'entity':
      return [
        queries.entity.key(),
        queries.conversation.key(),
        queries.exchange.key(),
        queries.variable.key(),
        queries.template.surroundings.key(),
        queries.workflow.usedItems.key(),
      ]
    case 'run':
      return [queries.run.key(), queries.entity.list.key(), queries.entity.get.key()]
    case 'conversation':
      return [queries.conversation.key()]
    case 'provider':
      return [queries.provider.key()]
    case 'vault':
      return [queries.vault.key(), queries.about.storage.key()]
    case 'workspace':
      return [queries.workspace.key(), queries.session.key()]
    case 'session':
      return [queries.session.key()]
    case 'job':
      return [queries.job.key()]
    case 'notification':
      return [queries.notification.key()]
    case 'draft':
      return []
  }
}

/** Many topics of one moment make one refetch. */
function forgetter(cache: QueryClient, queries: Queries) {
  const waiting = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    for (const queryKey of waiting.values()) void cache.invalidateQueries({ queryKey })
    waiting.clear()
    timer = undefined
  }
  return {
    forget(topic: Topic) {
      for (const key of keysOf(queries, topic)) waiting.set(JSON.stringify(key), key)
      timer ??= setTimeout(flush, 60)
    },
    stop: () => clearTimeout(timer),
  }
}

/**
 * Keeps the cache as new as the host. Starts again when the workspace changes or the connection comes back: what was
 * announced in between was missed, so everything is asked for again.
 */
export function useWatchedTopics(epoch: string): void {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const begun = useRef(false)
  useEffect(() => {
    // A new epoch begins a new stream; what was announced since the last one was missed.
    if (!epoch) return
    if (begun.current) void cache.invalidateQueries()
    begun.current = true
    const abort = new AbortController()
    const { forget, stop } = forgetter(cache, queries)
    const watch = async () => {
      const topics = await client.topics.watch(undefined, { signal: abort.signal })
      for await (const topic of topics) forget(topic)
    }
    // A stream that breaks is begun again by the next epoch, when the connection is back.
    watch().catch(() => undefined)
    return () => {
      abort.abort()
      stop()
    }
  }, [epoch, client, queries, cache])
}
