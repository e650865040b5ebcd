import { useQuery } from '@tanstack/react-query'
import { type ExecutionStatus, executionStatuses } from '../../../contract/vocabulary'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { FilterChip } from '../../ui/filter-chip'
import { Select } from '../../ui/select'
import { runWord } from '../../ui/status'
import { costs, isFiltered, noFilters, times, useFilters } from './filters'

const any = 'any'
/** A run of the list can be these; the others are for workflows. */
const shownStatuses = executionStatuses.filter((status) => status !== 'cached')

/** By status, model, time, cost and rating; a template or version comes from a run in hand. */
export function FilterBar() {
  const { queries } = useStudio()
  const models = useQuery(queries.run.models.queryOptions()).data ?? []
  const chosen = useFilters()
  const { set } = chosen
  const status: ExecutionStatus | typeof any = chosen.statuses[0] ?? any
  return (
    <div className="flex min-h-[38px] shrink-0 flex-wrap items-center gap-1 border-b border-line px-3">
      <Select
        label={t('runs.columnStatus')}
        look="quiet"
        value={status}
        options={[
          { value: any, label: t('runs.anyStatus') },
          ...shownStatuses.map((value) => ({ value, label: runWord(value) })),
        ]}
        onChange={(value) => set({ statuses: value === any ? [] : [value] })}
      />
      <Select
        label={t('runs.columnModel')}
        look="quiet"
        value={chosen.model ?? any}
        options={[
          { value: any, label: t('runs.anyModel') },
          ...models.map((value) => ({ value, label: value })),
        ]}
        onChange={(value) => set({ model: value === any ? null : value })}
      />
      <Select
        label={t('runs.columnStarted')}
        look="quiet"
        value={chosen.time}
        options={times.map((value) => ({ value, label: t(`runs.times.${value}`) }))}
        onChange={(time) => set({ time })}
      />
      <Select
        label={t('runs.cost')}
        look="quiet"
        value={chosen.cost}
        options={costs.map((value) => ({ value, label: t(`runs.costs.${value}`) }))}
        onChange={(cost) => set({ cost })}
      />
      <Select
        label={t('ui.rating.label')}
        look="quiet"
        value={String(chosen.minRating ?? any)}
        options={[
          { value: any, label: t('runs.anyRating') },
          ...[5, 4, 3].map((value) => ({ value: String(value), label: t('runs.ratingFrom', { value }) })),
        ]}
        onChange={(value) => set({ minRating: value === any ? null : Number(value) })}
      />
      {chosen.of && <Chip words={chosen.of.title} own onClose={() => set({ of: null })} />}
      {chosen.group && <Chip words={t('runs.sideBySide')} onClose={() => set({ group: null })} />}
      {isFiltered(chosen) && (
        <Button small look="quiet" onClick={() => set(noFilters)}>
          {t('runs.clearFilters')}
        </Button>
      )}
    </div>
  )
}

const Chip = ({ words, own, onClose }: { words: string; own?: boolean; onClose: () => void }) => (
  <FilterChip
    value={words}
    {...(own ? { own } : {})}
    liftLabel={t('runs.liftFilter', { name: words })}
    onLift={onClose}
  />
)
