import { useQuery } from '@tanstack/react-query'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { exactly, when } from '../../ui/format'

/** The newest versions, each with what its writer said about it. */
export function PreviewHistory({ id }: { id: string }) {
  const { queries } = useStudio()
  const history = useQuery(queries.entity.history.queryOptions({ input: { id, limit: 50 } }))
  return (
    <ol className="px-5 py-2">
      {history.data?.items.map((version) => (
        <li key={version.id} className="flex items-baseline gap-3 border-b border-line py-2">
          <span className="tabular w-8 shrink-0 font-medium">{version.number}</span>
          <span className={`min-w-0 flex-1 truncate ${version.message ? '' : 'text-ink-3'}`}>
            {version.message ?? t('library.noMessage')}
          </span>
          <span className="shrink-0 text-caption text-ink-3" title={exactly(version.authoredAt)}>
            {when(version.authoredAt)}
          </span>
        </li>
      ))}
    </ol>
  )
}
