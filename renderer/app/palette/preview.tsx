import { useQuery } from '@tanstack/react-query'
import type { EntitySummary } from '../../../contract/entity'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { DocumentText } from '../../ui/document-text'
import { SkeletonLines } from '../../ui/pane'
import { Lifecycle } from '../../ui/status'

/** The item in hand as it reads, beside what was found. */
export function EntryPreview({ item }: { item: EntitySummary }) {
  const { queries } = useStudio()
  const detail = useQuery(queries.entity.get.queryOptions({ input: { id: item.id } }))
  const document = detail.data?.document
  return (
    <section
      aria-label={t('library.previewOf', { title: item.title })}
      className="flex w-[400px] shrink-0 flex-col border-l border-line bg-paper max-[900px]:hidden"
    >
      <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-4 text-small text-ink-3">
        <Lifecycle status={item.status} />
        <span className="flex-1" />
        {t('common.runs', { count: item.runs })}
      </div>
      <div className="min-h-0 flex-1 overflow-hidden px-4 py-3">
        {!document && !detail.error && (
          <SkeletonLines label={t('library.loadingText')} widths={[88, 94, 71, 45]} />
        )}
        {detail.error && (
          <p lang="en" className="text-failed">
            {problemOf(detail.error).sentence}
          </p>
        )}
        {document && (document.kind === 'template' || document.kind === 'context') && (
          <DocumentText document={document} />
        )}
      </div>
    </section>
  )
}
