import { useQuery } from '@tanstack/react-query'
import { Square, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { IconButton } from '../../ui/button'
import { ModelField } from '../../ui/model-field'
import { Grow } from '../../ui/pane'
import { Select } from '../../ui/select'
import { Answer } from './answer'
import { runStoreOf } from './run-store'
import type { Column } from './use-columns'

interface ColumnPaneProps {
  entityId: string
  column: Column
  alone: boolean
  number: number
  onChange: (next: Partial<Pick<Column, 'choice' | 'versionId'>>) => void
  onRemove: () => void
  onStop: (runId: string | null) => void
  onRun: (runId: string) => void
}

/** One model's answer: which model and version at its head, the answer, and what it took. */
export function ColumnPane(props: ColumnPaneProps) {
  const { entityId, column, alone, number, onChange, onRemove, onStop, onRun } = props
  const shown = useStore(runStoreOf(entityId, column.id))
  return (
    <section
      aria-label={t('playground.column', { number })}
      className="flex min-w-[260px] flex-1 flex-col border-l border-line first:border-l-0"
    >
      <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2.5">
        <ModelField look="quiet" choice={column.choice} onChange={(choice) => onChange({ choice })} />
        <VersionSelect
          entityId={entityId}
          versionId={column.versionId}
          onChange={(versionId) => onChange({ versionId })}
        />
        <Grow />
        {!alone && shown.going && (
          <IconButton
            icon={Square}
            tipSide="bottom"
            label={t('playground.stopOne')}
            onClick={() => onStop(shown.runId)}
          />
        )}
        {!alone && (
          <IconButton icon={X} tipSide="bottom" label={t('playground.removeColumn')} onClick={onRemove} />
        )}
      </div>
      <Answer shown={shown} onRun={onRun} />
    </section>
  )
}

const inHand = 'in-hand'

/** The text in hand, or a version of before to hold it against. */
function VersionSelect({
  entityId,
  versionId,
  onChange,
}: {
  entityId: string
  versionId: string | null
  onChange: (versionId: string | null) => void
}) {
  const { queries } = useStudio()
  const history = useQuery(
    queries.entity.history.queryOptions({ input: { id: entityId, places: false, limit: 50 } }),
  )
  const versions = history.data?.items ?? []
  if (versions.length < 2) return null
  const options = [
    { value: inHand, label: t('playground.inHand') },
    ...versions.map(({ id, number, semver, message }) => ({
      value: id,
      label: t('playground.version', { number }),
      note: message ?? semver,
    })),
  ]
  return (
    <Select
      label={t('playground.versionLabel')}
      look="quiet"
      value={versionId && versions.some(({ id }) => id === versionId) ? versionId : inHand}
      options={options}
      onChange={(value) => onChange(value === inHand ? null : value)}
    />
  )
}
