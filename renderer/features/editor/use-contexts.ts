import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Variable } from '../../../contract/template'
import { useStudio } from '../../data/studio'
import { askedFor, readDocument } from './document'

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

interface ContextVariable {
  variable: Variable
  from: string
}

/** What the included contexts ask for: their variables belong into the same form. */
export function useContextVariables(slugs: readonly string[]): readonly ContextVariable[] {
  const { queries } = useStudio()
  const included = useContextNames().filter((context) => slugs.includes(context.slug))
  return useQueries({
    queries: included.map((context) => queries.entity.get.queryOptions({ input: { id: context.id } })),
    combine: (results) =>
      results.flatMap(({ data }) =>
        data?.document.kind === 'context'
          ? askedFor(data.document, readDocument(data.document)).map((variable) => ({
              variable,
              from: data.title,
            }))
          : [],
      ),
  })
}
