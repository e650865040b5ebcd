import { usePrefetchInfiniteQuery, usePrefetchQuery } from '@tanstack/react-query'
import { useStudio } from '../data/studio'
import { firstPages } from '../features/library'

/** What the first screen needs, asked together: no answer is waited for to ask the next question. */
export function AskAhead() {
  const { queries } = useStudio()
  usePrefetchQuery(queries.session.get.queryOptions())
  usePrefetchQuery(queries.entity.places.queryOptions())
  usePrefetchInfiniteQuery(firstPages(queries))
  return null
}
