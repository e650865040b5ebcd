import { useQuery } from '@tanstack/react-query'
import { Play, Square } from 'lucide-react'
import { useEffect } from 'react'
import { keyOf } from '../../../app/commands'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Segmented } from '../../../ui/segmented'
import { Select } from '../../../ui/select'
import { type Telling, tellings, useRunStore, useRunView } from './store'
import { useStart, useStop } from './use-run'

/** Run and Stop, and what the nodes tell, in the head of the workflow. */
export function RunControls({ entityId }: { entityId: string }) {
  const store = useRunStore()
  const telling = useRunView((view) => view.telling)
  const going = useRunView((view) => view.going)
  const start = useStart()
  const stop = useStop()
  useStatistics(entityId)
  const choice = {
    label: t('workflowRun.telling'),
    value: telling,
    options: tellings.map((value) => ({ value, label: t(`workflowRun.tell.${value}`) })),
    onChange: (next: Telling) => store.setState({ telling: next }),
  }
  return (
    <>
      <span className="@max-[860px]:hidden">
        <Segmented {...choice} />
      </span>
      {/* Where there is no room for all of them side by side. */}
      <span className="hidden @max-[860px]:block">
        <Select {...choice} look="quiet" />
      </span>
      {going ? (
        <Button look="primary" icon={Square} keys={keyOf('run.stop')} onClick={stop}>
          {t('workflowRun.stop')}
        </Button>
      ) : (
        <Button look="primary" icon={Play} keys={keyOf('template.run')} onClick={start}>
          {t('workflowRun.run')}
        </Button>
      )}
    </>
  )
}

/** Read when they are looked at, and again when a run is over. */
function useStatistics(entityId: string): void {
  const { queries } = useStudio()
  const store = useRunStore()
  const wanted = useRunView((view) => view.telling === 'statistics')
  const ended = useRunView((view) => (view.going ? '' : view.runId))
  const { data, refetch } = useQuery({
    ...queries.workflowRun.statistics.queryOptions({ input: { entityId } }),
    enabled: wanted,
    staleTime: 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that ended makes them old.
  useEffect(() => {
    if (wanted) void refetch()
  }, [ended, wanted, refetch])
  useEffect(() => {
    if (data) store.setState({ statistics: new Map(data.map((each) => [each.nodeId, each])) })
  }, [data, store])
}
