import { SlidersHorizontal, Star } from 'lucide-react'
import type { RunSummary } from '../../../contract/run'
import { t } from '../../i18n'
import { ago, count, duration, exactly, none, plainMoney } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { RunStatus } from '../../ui/status'
import type { Column } from '../../ui/table'

/** The model is there at every width; tokens make room first, then the time it took. */
export const columns = (): Column<RunSummary>[] => [
  {
    key: 'name',
    head: t('runs.columnTemplate'),
    width: 'minmax(120px, 1fr)',
    cell: (run) => (
      <span className="flex items-center gap-2 text-ui font-medium">
        <span className="truncate">{titleOf(run)}</span>
        {run.versionNumber !== null && (
          <span className="tabular text-caption text-ink-3">v{run.versionNumber}</span>
        )}
        {run.changedSettings.length > 0 && (
          <span title={t('runs.changedSettings')} className="text-ink-3">
            <Icon of={SlidersHorizontal} size={13} />
            <span className="sr-only">{t('runs.changedSettings')}</span>
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'status',
    head: t('runs.columnStatus'),
    width: '112px',
    cell: (run) => <RunStatus status={run.status} />,
  },
  {
    key: 'model',
    head: t('runs.columnModel'),
    width: 'minmax(84px, 148px)',
    cell: (run) => (
      <span translate="no" className="text-ink-2" title={run.model ?? undefined}>
        {run.model ?? none}
      </span>
    ),
  },
  {
    key: 'rating',
    head: t('ui.rating.label'),
    width: '44px',
    right: true,
    fromWidth: 700,
    cell: (run) =>
      run.rating === null ? (
        <span className="text-ink-3">{none}</span>
      ) : (
        <span className="inline-flex items-center gap-1">
          {run.rating}
          <Icon of={Star} size={13} className="fill-current" />
        </span>
      ),
  },
  {
    key: 'in',
    head: t('runs.columnIn'),
    width: '56px',
    right: true,
    fromWidth: 860,
    cell: (run) => tokens(run.usage.inputTokens),
  },
  {
    key: 'out',
    head: t('runs.columnOut'),
    width: '56px',
    right: true,
    fromWidth: 780,
    cell: (run) => tokens(run.usage.outputTokens),
  },
  {
    key: 'cost',
    head: t('runs.columnCost'),
    width: '68px',
    right: true,
    cell: (run) =>
      run.usage.cost === null ? (
        <span className="text-ink-3">{t('format.unknown')}</span>
      ) : (
        plainMoney(run.usage.cost)
      ),
  },
  {
    key: 'time',
    head: t('runs.columnTime'),
    width: '60px',
    right: true,
    fromWidth: 620,
    cell: (run) => duration(run.durationMs),
  },
  {
    key: 'when',
    head: t('runs.columnStarted'),
    width: '72px',
    right: true,
    sorted: 'down',
    cell: (run) => (
      <span className="text-ink-2" title={exactly(run.startedAt)}>
        {ago(run.startedAt)}
      </span>
    ),
  },
]

const titleOf = (run: RunSummary): string =>
  run.entityTitle ?? (run.conversationId ? t('runs.ofConversation') : t('runs.gone'))

const tokens = (value: number | null): string => (value === null ? none : count(value))
