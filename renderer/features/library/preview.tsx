import { useQuery } from '@tanstack/react-query'
import { Ellipsis, SquareArrowOutUpRight, Star, StarOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { EntityDetail, EntitySummary } from '../../../contract/entity'
import type { EntityDocument, Variable } from '../../../contract/template'
import { keyOf } from '../../app/commands'
import { PaneEdge, usePaneWidth } from '../../app/pane-edge'
import { pointAt } from '../../app/row-menu'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { DocumentText } from '../../ui/document-text'
import { ago, count, exactly, money, none, rating } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Stars } from '../../ui/rating'
import { Lifecycle } from '../../ui/status'
import { PaneTabs } from '../../ui/tabs'
import { PreviewHistory } from './preview-history'
import { PreviewVariables } from './preview-variables'
import type { Changes } from './use-changes'
import type { Rows } from './use-rows'

interface PreviewProps {
  item: EntitySummary
  rows: Rows
  changes: Changes
  onOpen: () => void
}

/** The item in hand as it reads: its text with marks, its variables, its history. */
export function Preview({ item: summary, rows, changes, onOpen }: PreviewProps) {
  const { queries } = useStudio()
  const width = usePaneWidth('preview')
  const detail = useQuery(queries.entity.get.queryOptions({ input: { id: summary.id } }))
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
        <h2
          dir="auto"
          className="line-clamp-4 text-head font-strong tracking-(--track-head) wrap-anywhere text-balance"
        >
          {summary.title}
        </h2>
        {summary.description && (
          <p dir="auto" className="line-clamp-4 wrap-anywhere text-ink-2">
            {summary.description}
          </p>
        )}
        {summary.tags.length > 0 && (
          <p className="line-clamp-2 text-small wrap-anywhere text-ink-2" translate="no">
            {summary.tags.map((tag) => `#${tag}`).join('  ')}
          </p>
        )}
        <div className="flex items-center justify-between pt-1">
          <Button icon={SquareArrowOutUpRight} keys={keyOf('row.open')} onClick={onOpen}>
            {t('common.open')}
          </Button>
          <span className="flex-1" />
          <IconButton
            icon={summary.favourite ? StarOff : Star}
            label={t(summary.favourite ? 'library.noFavourite' : 'library.favourite')}
            aria-pressed={summary.favourite}
            onClick={() => void changes.favourite(summary.id, !summary.favourite)}
          />
          <IconButton
            icon={Ellipsis}
            label={t('library.moreToDo')}
            aria-haspopup="menu"
            onClick={(event) => rows.onMenu(pointAt(event.currentTarget))}
          />
        </div>
      </header>
      <Ledger
        columns={[
          [t('library.runs'), count(summary.runs)],
          [t('library.costOfRun'), summary.runs === 0 ? none : money(summary.averageCost)],
          [t('library.lastUsed'), summary.lastUsedAt ? ago(summary.lastUsedAt) : t('library.never')],
        ]}
      />
      <Rated item={summary} changes={changes} />
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

/** One's own rating, and what all of them come to. */
function Rated({ item: { id, rating: mean, ratings }, changes }: { item: EntitySummary; changes: Changes }) {
  const { queries } = useStudio()
  const all = useQuery(queries.entity.ratings.queryOptions({ input: { id } }))
  const mine = all.data?.find((each) => each.mine)
  const rate = (value: number) =>
    void changes.rate(id, value === mine?.value ? null : value, mine?.text ?? '')
  return (
    <div className="mx-5 flex h-9 items-center gap-2 border-b border-line">
      <span className="text-ink-2">{t('library.myRating')}</span>
      <Stars value={mine?.value ?? null} onRate={rate} />
      <span className="flex-1" />
      <span className="tabular text-small text-ink-3">
        {mean === null ? t('library.notRated') : t('library.ratedBy', { count: ratings, mean: rating(mean) })}
      </span>
    </div>
  )
}

function Parts({ detail }: { detail: EntityDetail }) {
  const [part, setPart] = useState('text')
  const { document } = detail
  const variables = variablesOf(document)
  if (!variables) return null
  const text =
    document.kind === 'template' || document.kind === 'context' ? (
      <div className="px-5 py-4">
        <DocumentText document={document} />
      </div>
    ) : null
  return (
    <PaneTabs
      value={!text && part === 'text' ? 'variables' : part}
      onChange={setPart}
      tabs={[
        ...(text ? [{ value: 'text', label: t('common.text'), body: text }] : []),
        {
          value: 'variables',
          label: t(document.kind === 'variable_set' ? 'library.valueColumns' : 'library.variables'),
          count: variables.length,
          body: <PreviewVariables variables={variables} />,
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

/** What an item asks for or gives; null where it has no variables at all. */
function variablesOf(document: EntityDocument): readonly Variable[] | null {
  switch (document.kind) {
    case 'template':
    case 'context':
      return document.variables
    case 'variable_set':
      return document.columns
    case 'variable_definition':
      return [document.variable]
    default:
      return null
  }
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
