import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EntitySummary, ListSort } from '../../../contract/entity'
import { type KnownProblem, problemOf } from '../../data/problem'
import { useSettled } from '../../data/settled'
import { useStudio } from '../../data/studio'
import { type ListFilters, noFilters, toItemFilter } from './filters'

export interface Items {
  rows: readonly EntitySummary[]
  /** How many there are in all; null until the host counted them, which no page waits for. */
  total: number | null
  /** Nothing was answered yet. */
  loading: boolean
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

const filterOf = ({ placeId, words, filters }: Omit<ItemsOf, 'sort'>) => ({
  parentId: placeId,
  deep: true,
  ...toItemFilter(filters),
  ...(words.trim() ? { filter: words.trim().slice(0, 200) } : {}),
})

const askedFor = (of: ItemsOf) => ({ ...filterOf(of), sort: of.sort, pinnedFirst: true })

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
  const old = pages.isPlaceholderData
  return {
    rows,
    total: useTotal(of, data && !old ? (hasNextPage ? 'more' : rows.length) : null),
    loading: data === undefined,
    old,
    problem: pages.error && !data ? problemOf(pages.error) : null,
    more: () => hasNextPage && !isFetching && void fetchNextPage(),
    retry: () => void refetch(),
    asked,
  }
}

/** Between two keys nothing is counted. */
const calmMs = 250

/** @param read how many there are where all of them were read; `more` where there are others, null while nobody knows */
function useTotal(of: ItemsOf, read: number | 'more' | null): number | null {
  const { queries } = useStudio()
  const isCalm = useSettled(of.words, calmMs) === of.words
  const counted = useQuery({
    ...queries.entity.count.queryOptions({ input: filterOf(of) }),
    enabled: read === 'more' && isCalm,
  })
  return typeof read === 'number' ? read : read === 'more' ? (counted.data?.total ?? null) : null
}
