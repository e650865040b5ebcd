import { useQuery } from '@tanstack/react-query'
import { GitCompare, Play, SquareArrowOutUpRight, TableProperties } from 'lucide-react'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { create } from 'zustand'
import type { RunDetail } from '../../../contract/run'
import { showRunIn } from '../../app/run-to-show'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { CopyAs } from '../../ui/copy-as'
import { KeepRow } from '../../ui/keep-row'
import { say, sayProblem } from '../../ui/toast'
import { CompareRuns } from './compare-runs'
import { useFilters } from './filters'

/** The run that the next one is held against. */
const usePinned = create<{ pinned: string | null }>()(() => ({ pinned: null }))

interface RunActionsProps {
  run: RunDetail
  onItem: (entityId: string) => void
  onRun: (runId: string) => void
}

/** What can be done with a run: open its template, run it again, hold it against another, copy it. */
export function RunActions({ run, onItem, onRun }: RunActionsProps) {
  const pinned = usePinned((state) => state.pinned)
  const [comparing, setComparing] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const again = useRunAgain(run, onRun)
  const { entityId } = run
  const other = pinned !== null && pinned !== run.id ? pinned : null
  return (
    <div className="flex flex-wrap gap-1.5">
      {entityId && (
        <Button
          small
          icon={SquareArrowOutUpRight}
          onClick={() => {
            if (run.kind === 'workflow') showRunIn(entityId, run.id)
            onItem(entityId)
          }}
        >
          {t(run.kind === 'workflow' ? 'workflowRun.openInWorkflow' : 'runs.openTemplate')}
        </Button>
      )}
      <Button small icon={Play} onClick={again.start} offBecause={again.offBecause}>
        {t('runs.runAgain')}
      </Button>
      <Button
        small
        icon={GitCompare}
        onClick={() => {
          if (other) return setComparing(true)
          usePinned.setState({ pinned: run.id })
          say(t('runs.pinned'))
        }}
      >
        {other ? t('runs.compareWithPinned') : t('runs.compare')}
      </Button>
      <CopyAs runId={run.id} answer={run.answer ?? ''} />
      {Object.keys(run.values).length > 0 && (
        <Button small look="quiet" icon={TableProperties} onClick={() => setKeeping(true)}>
          {t('runs.keepRow')}
        </Button>
      )}
      {keeping && <KeepRun run={run} onClose={() => setKeeping(false)} />}
      <Narrow run={run} />
      {other && comparing && (
        <CompareRuns
          left={other}
          right={run.id}
          onClose={() => {
            setComparing(false)
            usePinned.setState({ pinned: null })
          }}
        />
      )}
    </div>
  )
}

/** What the run was given and what it answered, as a row of a variable set; types come from its template. */
function KeepRun({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const { queries } = useStudio()
  const { entityId, entityTitle, values, answer } = run
  const template = useQuery({
    ...queries.entity.get.queryOptions({ input: { id: entityId ?? '' } }),
    enabled: entityId !== null,
    retry: false,
  })
  const document = template.data?.document
  return (
    <KeepRow
      values={values}
      columns={document?.kind === 'template' ? document.variables : []}
      besideId={entityId}
      suggested={t('runs.valuesOf', { title: entityTitle ?? t('runs.aRun') })}
      answer={answer ?? ''}
      onClose={onClose}
    />
  )
}

/** The list narrowed to what this run belongs to. */
function Narrow({ run }: { run: RunDetail }) {
  const set = useFilters((filters) => filters.set)
  const { entityId, entityTitle, versionId, versionNumber } = run
  return (
    <>
      {entityId && entityTitle && (
        <Button
          small
          look="quiet"
          onClick={() => set({ of: { entityId, versionId: null, title: entityTitle } })}
        >
          {t('runs.onlyTemplate')}
        </Button>
      )}
      {entityId && versionId && versionNumber !== null && (
        <Button
          small
          look="quiet"
          onClick={() =>
            set({ of: { entityId, versionId, title: `${entityTitle ?? ''} v${versionNumber}`.trim() } })
          }
        >
          {t('runs.onlyVersion', { number: versionNumber })}
        </Button>
      )}
      {run.groupId !== run.id && (
        <Button small look="quiet" onClick={() => set({ group: run.groupId })}>
          {t('runs.sideBySide')}
        </Button>
      )}
    </>
  )
}

/** The same version, values, model and settings once more; the new run is opened. */
function useRunAgain(run: RunDetail, onRun: (runId: string) => void) {
  const { client } = useStudio()
  const { entityId, versionId, connectionId, model, values, settings } = run
  const offBecause =
    run.conversationId !== null
      ? t('runs.againInConversation')
      : run.kind === 'workflow'
        ? t('workflowRun.againOnCanvas')
        : entityId && connectionId && model
          ? null
          : t('runs.againGone')
  const start = async () => {
    if (!entityId || !connectionId || !model) return
    const id = uuidv7()
    const files = run.messages.flatMap((message) => message.files ?? [])
    try {
      await client.run.start({
        id,
        entityId,
        values,
        choice: { connectionId, model },
        settings,
        replayOfId: run.id,
        ...(versionId ? { versionId } : {}),
        ...(files.length > 0 ? { files } : {}),
      })
      onRun(id)
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return { start: () => void start(), offBecause }
}
