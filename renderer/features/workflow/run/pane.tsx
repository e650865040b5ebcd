import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, GitCompare, X } from 'lucide-react'
import { useState } from 'react'
import { PaneEdge, usePaneHeight } from '../../../app/pane-edge'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { when } from '../../../ui/format'
import { Grow } from '../../../ui/pane'
import { Segmented } from '../../../ui/segmented'
import { Select } from '../../../ui/select'
import { runWord } from '../../../ui/status'
import { CompareDialog } from './compare-dialog'
import { hideRun, showRun } from './follow'
import { Inputs } from './inputs'
import { PartDetail } from './part-detail'
import { usePartInHand } from './part-in-hand'
import { Questions } from './question'
import { Result } from './result'
import { Remedy, StateWords } from './state-words'
import { type PaneTab, showTab, useRunStore, useRunView } from './store'
import { Tests } from './tests'
import { TraceList } from './trace-list'
import { useFoundRun, useRunCommands } from './use-run'

const tabs: readonly PaneTab[] = ['inputs', 'result', 'timeline', 'tree', 'tests']

/** The run of the workflow, below its canvas: what goes in, how it stands, what came out, and all of its parts. */
export function RunPane({ entityId }: { entityId: string }) {
  const store = useRunStore()
  const open = useRunView((state) => state.pane)
  const tab = useRunView((state) => state.tab)
  const height = usePaneHeight('flowRun') ?? { height: 'clamp(220px, 36%, 460px)' }
  useFoundRun(entityId)
  useRunCommands()
  usePartInHand()
  return (
    <section
      aria-label={t('workflowRun.pane')}
      className="relative flex shrink-0 flex-col border-t border-line bg-paper"
      style={open ? height : undefined}
    >
      <header className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 px-4">
        <EarlierRuns entityId={entityId} />
        <StateWords />
        <TakeOff />
        <Grow />
        <Compare entityId={entityId} />
        <Segmented
          label={t('workflowRun.shown')}
          value={open ? tab : ''}
          options={tabs.map((value) => ({ value, label: t(`workflowRun.tab.${value}`) }))}
          onChange={(next) => {
            const chosen = tabs.find((each) => each === next)
            if (chosen) showTab(store, chosen)
          }}
        />
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          label={t(open ? 'workflowRun.hide' : 'workflowRun.show')}
          aria-expanded={open}
          onClick={() => store.setState({ pane: !open })}
        />
      </header>
      {open && (
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          <Remedy />
          <div className="flex min-h-0 flex-1">
            <Shown tab={tab} />
          </div>
        </div>
      )}
      {open && <PaneEdge pane="flowRun" at="top" />}
    </section>
  )
}

function Shown({ tab }: { tab: PaneTab }) {
  const isRun = useRunView((state) => state.runId !== null)
  const isTrace = tab === 'timeline' || tab === 'tree'
  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto">
        <Questions />
        {tab === 'inputs' && <Inputs />}
        {tab === 'result' && <Result />}
        {tab === 'tests' && <Tests />}
        {isTrace && !isRun && <p className="px-4 py-3 text-ink-2">{t('workflowRun.notRun')}</p>}
        {isTrace && isRun && <TraceList view={tab} />}
      </div>
      {isTrace && isRun && <PartDetail />}
    </>
  )
}

/** The runs of this workflow, newest first: one of them is shown on the canvas. */
function useRuns(entityId: string) {
  const { queries } = useStudio()
  const { data } = useQuery({
    ...queries.run.list.queryOptions({ input: { entityId, limit: 50 } }),
    placeholderData: (before) => before,
  })
  return data?.items.filter(({ kind }) => kind === 'workflow') ?? []
}

function EarlierRuns({ entityId }: { entityId: string }) {
  const { client } = useStudio()
  const store = useRunStore()
  const runId = useRunView((state) => state.runId)
  const runs = useRuns(entityId)
  if (runs.length === 0) return <h2 className="font-medium">{t('workflowRun.pane')}</h2>
  return (
    <Select
      label={t('workflowRun.whichRun')}
      look="quiet"
      value={runId}
      placeholder={t('workflowRun.chooseRun')}
      options={runs.map(({ id, startedAt, status }) => ({
        value: id,
        label: t('workflowRun.runOf', { when: when(startedAt) }),
        note: runWord(status),
      }))}
      onChange={(id) => {
        if (!store.getState().pane || store.getState().tab === 'inputs') showTab(store, 'timeline')
        void showRun(client, store, id)
      }}
    />
  )
}

/** Back to the graph as it is drawn. */
function TakeOff() {
  const store = useRunStore()
  const isShown = useRunView((state) => state.runId !== null && !state.going)
  return isShown && <IconButton icon={X} label={t('workflowRun.takeOff')} onClick={() => hideRun(store)} />
}

/** The run that is shown beside another one; the one before it at first. */
function Compare({ entityId }: { entityId: string }) {
  const runId = useRunView((state) => state.runId)
  const going = useRunView((state) => state.going)
  const runs = useRuns(entityId)
  const [open, setOpen] = useState(false)
  const at = runs.findIndex(({ id }) => id === runId)
  const other = runs[at + 1] ?? runs.find(({ id }) => id !== runId)
  if (!runId || at === -1 || !other) return null
  return (
    <>
      <Button
        small
        look="quiet"
        icon={GitCompare}
        offBecause={going ? t('workflowRun.underWay') : null}
        onClick={() => setOpen(true)}
      >
        {t('workflowRun.compare')}
      </Button>
      {open && <CompareDialog runs={runs} left={other.id} right={runId} onClose={() => setOpen(false)} />}
    </>
  )
}
