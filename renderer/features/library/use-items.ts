import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import type { EntitySummary, ListSort } from '../../../contract/entity'
import type { EntityType } from '../../../contract/vocabulary'
import { type KnownProblem, problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'

export interface Items {
  rows: readonly EntitySummary[]
  total: number | null
  problem: KnownProblem | null
  more: () => void
  retry: () => void
}

interface ItemsOf {
  placeId: string | null
  filter: string
  sort: ListSort
  favourites: boolean
}

/** What the list shows; the rest has screens of its own. */
export const shownTypes: EntityType[] = ['template', 'context', 'variable_set', 'variable_definition']

/** The items of a place and of all below it, page by page as they come into view. */
export function useItems({ placeId, filter, sort, favourites }: ItemsOf): Items {
  const { queries } = useStudio()
  const wanted = useDeferredValue(filter.trim())
  const pages = useInfiniteQuery({
    ...queries.entity.list.infiniteOptions({
      input: (cursor: string | null) => ({
        cursor,
        limit: 100,
        parentId: placeId,
        deep: true,
        types: shownTypes,
        sort,
        ...(favourites ? { favourites } : {}),
        ...(wanted ? { filter: wanted } : {}),
      }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, fetchNextPage, refetch } = pages
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    problem: pages.error && !data ? problemOf(pages.error) : null,
    more: () => hasNextPage && !isFetching && void fetchNextPage(),
    retry: () => void refetch(),
  }
}
