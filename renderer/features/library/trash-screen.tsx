import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { ArchiveRestore, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { TrashedItem } from '../../../contract/entity'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { ago, exactly, none } from '../../ui/format'
import { Grow, PaneHead, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { type Column, Table } from '../../ui/table'
import { say } from '../../ui/toast'
import type { Changes } from './use-changes'

/** What was deleted in the last thirty days: put back, or deleted for good. */
export function TrashScreen({ changes }: { changes: Changes }) {
  const { queries } = useStudio()
  const [selected, setSelected] = useState<string | null>(null)
  const [emptying, setEmptying] = useState(false)
  const pages = useInfiniteQuery(
    queries.entity.trashed.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: 100 }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  )
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  const chosen = items.find((item) => item.id === selected) ?? items[0]
  const restore = (id: string) => {
    const title = items.find((item) => item.id === id)?.title ?? ''
    void changes.change([id], { do: 'restore' }, t('library.restored', { title }))
  }
  return (
    <section aria-label={t('library.trash')} className="flex min-w-0 flex-1 flex-col">
      <PaneHead>
        <h1 className="text-title font-strong">{t('library.trash')}</h1>
        <span className="text-small text-ink-3">{t('library.trashDays')}</span>
        <Grow />
        {chosen && (
          <>
            <Button icon={ArchiveRestore} keys="Enter" onClick={() => restore(chosen.id)}>
              {t('library.restore')}
            </Button>
            <Button look="dangerous" icon={Trash2} onClick={() => setEmptying(true)}>
              {t('library.emptyTrash')}
            </Button>
          </>
        )}
      </PaneHead>
      {pages.error && !pages.data && (
        <Problem {...problemOf(pages.error)} onRetry={() => void pages.refetch()} />
      )}
      {pages.isPending && (
        <div className="px-5 py-6">
          <SkeletonLines label={t('library.loadingTrash')} widths={[62, 54, 70]} />
        </div>
      )}
      {pages.data && items.length === 0 && (
        <Empty title={t('library.trashEmpty')} sentence={t('library.trashEmptySentence')} />
      )}
      {items.length > 0 && (
        <Table
          label={t('library.trash')}
          columns={columns()}
          items={items}
          idOf={(item) => item.id}
          nameOf={(item) => item.title}
          selected={chosen?.id ?? null}
          onSelect={setSelected}
          onOpen={restore}
          onEnd={() => pages.hasNextPage && !pages.isFetching && void pages.fetchNextPage()}
          total={total}
        />
      )}
      <EmptyTrash open={emptying} items={total} onClose={() => setEmptying(false)} />
    </section>
  )
}

const columns = (): Column<TrashedItem>[] => [
  {
    key: 'name',
    head: t('library.columnName'),
    width: 'minmax(190px, 1fr)',
    cell: (item) => (
      <span className="text-ui font-medium" title={item.title}>
        {item.title}
      </span>
    ),
  },
  {
    key: 'with',
    head: t('library.columnWith'),
    width: '120px',
    cell: (item) => (item.items === 0 ? none : t('common.items', { count: item.items })),
  },
  {
    key: 'place',
    head: t('library.columnPlace'),
    width: '160px',
    cell: (item) => item.place ?? t('library.top'),
  },
  {
    key: 'deleted',
    head: t('library.columnDeleted'),
    width: '110px',
    cell: (item) => <span title={exactly(item.deletedAt)}>{ago(item.deletedAt)}</span>,
  },
  {
    key: 'purged',
    head: t('library.columnPurged'),
    width: '170px',
    fromWidth: 700,
    cell: (item) => exactly(item.purgedAt),
  },
]

function EmptyTrash({ open, items, onClose }: { open: boolean; items: number; onClose: () => void }) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const safe = useRef<HTMLButtonElement>(null)
  const purge = useMutation({
    mutationFn: (commandId: string) => surely(() => client.entity.purge({ commandId })),
    onSuccess: (gone) => {
      void cache.invalidateQueries({ queryKey: queries.entity.key() })
      onClose()
      say(t('library.purged', { count: gone.items }))
    },
  })
  return (
    <Dialog open={open} onClose={onClose} title={t('library.emptyTrash')} initialFocus={safe}>
      <p>{t('library.emptyTrashWarning', { count: items })}</p>
      {purge.error && <p className="mt-2 text-failed">{problemOf(purge.error).sentence}</p>}
      <DialogActions>
        <Button ref={safe} onClick={onClose}>
          {t('library.keepTrash')}
        </Button>
        <Button
          look="dangerous"
          onClick={() => purge.mutate(uuidv7())}
          offBecause={purge.isPending ? t('library.deletingForGood') : null}
        >
          {t('library.deleteForGood')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
