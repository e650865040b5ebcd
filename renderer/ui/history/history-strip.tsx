import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VersionSummary } from '../../../contract/entity'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { ago, exactly, when } from '../format'
import { useWidth } from '../use-width'
import { type HistoryOf, VersionDialog } from './version-dialog'

const DOT = 88

/** One line, a dot a version, the draft a marker square at the end of a dashed line. */
export function HistoryStrip({
  of,
  message,
  onMessage,
}: {
  of: HistoryOf
  message: string
  onMessage: (message: string) => void
}) {
  const { queries } = useStudio()
  const { entityId, unsaved, number } = of
  const [shown, setShown] = useState<VersionSummary | null>(null)
  const [outer, width] = useWidth()
  const history = useInfiniteQuery(
    queries.entity.history.infiniteOptions({
      input: (cursor: string | null) => ({ id: entityId, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  )
  const versions = history.data?.pages.flatMap((page) => page.items) ?? []
  const room = Math.max(1, Math.floor((width - 130) / DOT))
  const dots = versions.slice(0, room).reverse()
  return (
    <section aria-label={t('editor.history')} className="shrink-0 border-t border-line bg-panel">
      <div className="flex h-9 items-center gap-3 px-4">
        <h2 className="font-strong">{t('editor.history')}</h2>
        <span className="text-small text-ink-3">{t('common.versions', { count: number })}</span>
        <span className="flex-1" />
        {unsaved && (
          <input
            aria-label={t('editor.whatChanged')}
            placeholder={t('editor.whatChangedHint')}
            value={message}
            maxLength={500}
            onChange={(event) => onMessage(event.target.value)}
            className="h-6 w-[min(320px,50%)] border-b border-rule bg-transparent px-1 text-small"
          />
        )}
      </div>
      <div ref={outer} className="relative h-[62px] overflow-hidden px-4">
        <ol className="flex h-full">
          {dots.map((version) => (
            <VersionDot
              key={version.id}
              version={version}
              newest={version === versions[0]}
              onShow={() => setShown(version)}
            />
          ))}
          {unsaved && <DraftSquare />}
        </ol>
      </div>
      <VersionDialog of={of} version={shown} versions={versions} onClose={() => setShown(null)} />
    </section>
  )
}

interface VersionDotProps {
  version: VersionSummary
  newest: boolean
  onShow: () => void
}

function VersionDot({ version, newest, onShow }: VersionDotProps) {
  return (
    <li className="relative shrink-0" style={{ width: DOT }}>
      <span aria-hidden className="absolute top-[11px] right-0 left-0 h-[1.5px] bg-ink-2" />
      <button
        type="button"
        onClick={onShow}
        title={exactly(version.authoredAt)}
        aria-label={t('editor.versionLabel', {
          number: version.number,
          message: version.message ?? t('editor.noMessage'),
          when: when(version.authoredAt),
        })}
        className="focus-inside relative flex w-full flex-col items-center rounded-control pt-[6px] hover:bg-hover"
      >
        <span
          className={`size-[11px] rounded-full border-[1.5px] border-ink-2 ${newest ? 'bg-ink' : 'bg-panel'}`}
        />
        <span className={`tabular mt-1.5 text-caption ${newest ? 'font-strong text-ink' : 'text-ink-2'}`}>
          {version.number}
        </span>
        <span className="max-w-full truncate px-1 text-caption text-ink-3">
          {version.message ?? ago(version.authoredAt)}
        </span>
      </button>
    </li>
  )
}

const DraftSquare = () => (
  <li className="relative flex shrink-0 flex-col items-center pt-[5px]" style={{ width: DOT }}>
    <span
      aria-hidden
      className="absolute top-[11px] left-0 w-1/2 border-t-[1.5px] border-dashed border-ink-2"
    />
    <span className="relative size-[13px] rounded-mark border-[1.5px] border-ink bg-marker" />
    <span className="mt-[5px] text-caption font-strong">{t('editor.draft')}</span>
  </li>
)
