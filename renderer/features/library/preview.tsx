import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CopyPlus, SquareArrowOutUpRight, Star, StarOff, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { EntityDetail, EntitySummary } from '../../../contract/entity'
import { PaneEdge, usePaneWidth } from '../../app/pane-edge'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { DocumentText } from '../../ui/document-text'
import { ago, count, exactly, money, none } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Lifecycle } from '../../ui/status'
import { PaneTabs } from '../../ui/tabs'
import { sayProblem } from '../../ui/toast'
import { PreviewHistory } from './preview-history'
import { PreviewVariables } from './preview-variables'

interface PreviewProps {
  id: string
  summary: EntitySummary
  onOpen: () => void
  onDelete: () => void
  onDuplicate: () => void
}

/** The item in hand as it reads: its text with marks, its variables, its history. */
export function Preview({ id, summary, onOpen, onDelete, onDuplicate }: PreviewProps) {
  const { queries } = useStudio()
  const width = usePaneWidth('preview')
  const detail = useQuery(queries.entity.get.queryOptions({ input: { id } }))
  return (
    <aside
      aria-label={t('library.previewOf', { title: summary.title })}
      className="relative flex w-[clamp(320px,30vw,432px)] shrink-0 flex-col border-l border-line @max-[680px]:hidden"
      style={width}
    >
      <header className="space-y-2 px-5 pt-4 pb-4">
        <div className="flex items-center gap-2 text-small text-ink-3">
          <Lifecycle status={summary.status} />
          <span title={exactly(summary.updatedAt)}>
            {t('library.changed', { when: ago(summary.updatedAt) })}
          </span>
        </div>
        <h2 className="text-head font-strong tracking-(--track-head) text-balance">{summary.title}</h2>
        {summary.description && <p className="text-ink-2">{summary.description}</p>}
        <div className="flex items-center justify-between pt-1">
          <Button icon={SquareArrowOutUpRight} keys="Enter" onClick={onOpen}>
            {t('common.open')}
          </Button>
          <span className="flex-1" />
          <Favourite item={summary} />
          <IconButton icon={CopyPlus} label={t('library.duplicate')} onClick={onDuplicate} />
          <IconButton icon={Trash2} label={t('library.moveToTrash')} keys="Delete" onClick={onDelete} />
        </div>
      </header>
      <Ledger
        columns={[
          [t('library.runs'), count(summary.runs)],
          [t('library.costOfRun'), summary.runs === 0 ? none : money(summary.averageCost)],
          [t('library.lastUsed'), summary.lastUsedAt ? ago(summary.lastUsedAt) : t('library.never')],
        ]}
      />
      {detail.error && !detail.data && (
        <Problem {...problemOf(detail.error)} onRetry={() => void detail.refetch()} />
      )}
      {!detail.data && !detail.error && (
        <div className="px-5 py-6">
          <SkeletonLines label={t('library.loadingText')} widths={[88, 94, 71, 45, 90, 82]} />
        </div>
      )}
      {detail.data && <Parts detail={detail.data} />}
      <PaneEdge pane="preview" at="left" />
    </aside>
  )
}

/** One's own favourites; nobody else sees them. */
function Favourite({ item: { id, favourite } }: { item: EntitySummary }) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const change = async () => {
    try {
      await surely(() => client.entity.favourite({ commandId: uuidv7(), id, favourite: !favourite }))
      void cache.invalidateQueries({ queryKey: queries.entity.key() })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <IconButton
      icon={favourite ? StarOff : Star}
      label={t(favourite ? 'library.noFavourite' : 'library.favourite')}
      aria-pressed={favourite}
      onClick={() => void change()}
    />
  )
}

function Parts({ detail }: { detail: EntityDetail }) {
  const [part, setPart] = useState('text')
  const { document } = detail
  if (document.kind !== 'template' && document.kind !== 'context') return null
  return (
    <PaneTabs
      value={part}
      onChange={setPart}
      tabs={[
        {
          value: 'text',
          label: t('common.text'),
          body: (
            <div className="px-5 py-4">
              <DocumentText document={document} />
            </div>
          ),
        },
        {
          value: 'variables',
          label: t('library.variables'),
          count: document.variables.length,
          body: <PreviewVariables variables={document.variables} />,
        },
        {
          value: 'history',
          label: t('library.history'),
          count: detail.versionNumber,
          body: <PreviewHistory id={detail.id} />,
        },
      ]}
    />
  )
}

/** Statistics stand in ruled columns, like a ledger. */
function Ledger({ columns }: { columns: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="mx-5 flex border-y border-t-line-strong border-b-line">
      {columns.map(([name, value], index) => (
        <div key={name} className={`min-w-0 flex-1 py-2 ${index > 0 ? 'border-l border-line pl-3' : ''}`}>
          <dt className="text-caption text-ink-3">{name}</dt>
          <dd className="tabular truncate text-title font-strong">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
