import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EntitySummary, ListSort } from '../../../contract/entity'
import { type KnownProblem, problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { type ListFilters, noFilters, toItemFilter } from './filters'

export interface Items {
  rows: readonly EntitySummary[]
  total: number | null
  /** They are of the question before; the answer to the one that stands there is on its way. */
  old: boolean
  problem: KnownProblem | null
  more: () => void
  retry: () => void
  /** As the host was asked: everything that these rows are part of. */
  asked: ReturnType<typeof askedFor>
}

interface ItemsOf {
  placeId: string | null
  /** Words of title, tags or text. */
  words: string
  sort: ListSort
  filters: ListFilters
}

const askedFor = ({ placeId, words, sort, filters }: ItemsOf) => ({
  parentId: placeId,
  deep: true,
  sort,
  pinnedFirst: true,
  ...toItemFilter(filters),
  ...(words.trim() ? { filter: words.trim().slice(0, 200) } : {}),
})

/** A screen and what the next turn of the wheel brings: they are what is waited for. */
const rowsAtFirst = 40

type Queries = ReturnType<typeof useStudio>['queries']

const pagesOf = (queries: Queries, asked: ReturnType<typeof askedFor>) =>
  queries.entity.list.infiniteOptions({
    input: (cursor: string | null) => ({ ...asked, cursor, limit: cursor ? 200 : rowsAtFirst }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  })

/** What the library shows first, for whoever asks ahead of it. */
export const firstPages = (queries: Queries) =>
  pagesOf(queries, askedFor({ placeId: null, words: '', sort: 'updated', filters: noFilters }))

/** The items of a place and of all below it, page by page as they come into view. */
export function useItems(of: ItemsOf): Items {
  const { queries } = useStudio()
  const asked = askedFor(of)
  const pages = useInfiniteQuery({
    ...pagesOf(queries, asked),
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, fetchNextPage, refetch } = pages
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    old: pages.isPlaceholderData,
    problem: pages.error && !data ? problemOf(pages.error) : null,
    more: () => hasNextPage && !isFetching && void fetchNextPage(),
    retry: () => void refetch(),
    asked,
  }
}
