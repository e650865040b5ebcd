import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStudio } from './studio'

interface ContextName {
  id: string
  slug: string
  title: string
}

const none: ContextName[] = []

/** The contexts that a text here may include. */
export function useContextNames(): readonly ContextName[] {
  const { queries } = useStudio()
  const list = useQuery(
    queries.entity.list.queryOptions({
      input: { types: ['context'], deep: true, limit: 200, sort: 'title' },
    }),
  )
  return useMemo(
    () => list.data?.items.map(({ id, slug, title }) => ({ id, slug, title })) ?? none,
    [list.data],
  )
}
