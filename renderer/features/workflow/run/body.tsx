import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { bytes } from '../../../ui/format'
import { SkeletonLines } from '../../../ui/pane'
import { Problem } from '../../../ui/problem'
import { JsonTree } from './json-tree'
import { LongText } from './long-text'

/** What is larger is shown as text, in pages. */
const treeMost = 32 * 1024

interface BodyProps {
  nodeRunId: string
  which: 'inputs' | 'outputs'
  /** What it changed with: a node that ends gets its outputs. */
  status: string
}

/** What a run of a node was given or gave. */
export function Body({ nodeRunId, which, status }: BodyProps) {
  const { client } = useStudio()
  const body = useInfiniteQuery({
    queryKey: ['workflowRunBody', nodeRunId, which, status],
    queryFn: ({ pageParam }) => client.workflowRun.body({ nodeRunId, which, from: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last) => last?.next ?? undefined,
    gcTime: 60_000,
  })
  const { pages } = body.data ?? {}
  const text = useMemo(() => pages?.map((page) => page?.json ?? '').join('') ?? '', [pages])
  const { hasNextPage, isFetching, fetchNextPage } = body
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const label = t(`workflowRun.${which}`)
  if (body.error) return <Problem {...problemOf(body.error)} onRetry={() => void body.refetch()} />
  if (!pages) return <SkeletonLines label={t('workflowRun.loadingBody')} widths={[60, 44, 70]} />
  const size = pages[0]?.size ?? 0
  if (!pages[0]) return <p className="text-small text-ink-3">{t(`workflowRun.no_${which}`)}</p>
  if (size <= treeMost) return <JsonTree value={JSON.parse(text)} />
  return (
    <>
      <p className="mb-1 text-caption text-ink-3">
        {t('workflowRun.shownOf', { shown: bytes(text.length), size: bytes(size) })}
      </p>
      <LongText label={label} text={text} onEnd={more} />
    </>
  )
}
