import '../../data/plain-zod'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { EntityDetail } from '../../../contract/entity'
import { useCommands } from '../../app/commands'
import { useItemTab, useRenameItem } from '../../app/item-tab'
import { useShowStatusLine } from '../../app/status-line'
import { saveVersion } from '../../data/draft/save'
import { walk } from '../../data/draft/store'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { clock } from '../../ui/format'
import { HistoryStrip } from '../../ui/history/history-strip'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Canvas } from './canvas/canvas'
import { WorkflowHead } from './head'
import { useHistory } from './history'
import { Inspector } from './inspector'
import { useAround } from './inspector/around'
import { savingOf, useKeptWorkflow, useOpenWorkflow } from './open'
import { NodePalette } from './palette/node-palette'
import { Problems } from './problems'
import { RunPane } from './run/pane'
import { RunContext, runStoreOf } from './run/store'
import { StaleChoice } from './stale-choice'
import { findProblems, meansTheSame, useWorkflow, WorkflowContext, type WorkflowStore } from './store'

/** A workflow in hand: its graph on the canvas, and beside it what was chosen there. */
export function WorkflowScreen({ id }: { id: string }) {
  const { store, detail, problem, retry } = useOpenWorkflow(id)
  if (problem) return <Problem sentence={problem.sentence} details={problem.details} onRetry={retry} />
  if (!store || !detail) {
    return (
      <div className="flex-1 px-24 py-16">
        <SkeletonLines label={t('workflow.opening')} widths={[30, 44, 38, 52, 40, 28]} />
      </div>
    )
  }
  return (
    <WorkflowContext value={store}>
      <RunContext value={runStoreOf(detail.id)}>
        <ReactFlowProvider>
          <Opened detail={detail} store={store} />
        </ReactFlowProvider>
      </RunContext>
    </WorkflowContext>
  )
}

function Opened({ detail, store }: { detail: EntityDetail; store: WorkflowStore }) {
  const { client } = useStudio()
  const [message, setMessage] = useState('')
  const history = useHistory()
  useItemTab(detail, store)
  useKeptWorkflow(store)
  useProblems(store)
  useAround(store)
  useStatusOfWorkflow()
  const rename = useRenameItem(
    detail.id,
    () => store.getState().base.rowVersion,
    (renamed) => store.setState(({ base }) => ({ base: { ...base, ...renamed } })),
  )
  const save = async () => {
    if (await saveVersion(savingOf(client, store), message.trim() || null)) setMessage('')
  }
  useCommands({
    'version.save': () => void save(),
    'items.undo': () => walk(store, 'undo'),
    'items.redo': () => walk(store, 'redo'),
  })
  return (
    <div data-panes className="flex min-h-0 min-w-0 flex-1">
      <section aria-label={t('workflow.pane')} className="flex min-w-0 flex-1 flex-col">
        <WorkflowHead title={detail.title} onRename={rename} onSave={() => void save()} />
        <StaleChoice />
        <div className="flex min-h-0 flex-1">
          <NodePalette />
          <Canvas />
        </div>
        <Problems />
        <RunPane entityId={detail.id} />
        <HistoryStrip of={history} message={message} onMessage={setMessage} />
      </section>
      <Inspector />
    </div>
  )
}

/** The document is looked at a moment after it was changed. */
const quietMs = 250
/** Of a large graph when nothing else is to be done, but not later than this. */
const longestMs = 1_500

function useProblems(store: WorkflowStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let idle = 0
    const stop = () => {
      clearTimeout(timer)
      cancelIdleCallback(idle)
    }
    const look = () => {
      idle = requestIdleCallback(() => findProblems(store), { timeout: longestMs })
    }
    const leave = store.subscribe((now, before) => {
      if (now.around === before.around && meansTheSame(now.document, before.document)) return
      stop()
      timer = setTimeout(look, now.around === before.around ? quietMs : 0)
    })
    look()
    return () => {
      stop()
      leave()
    }
  }, [store])
}

/** Saved, how large the graph is, what is wrong with it. */
function useStatusOfWorkflow() {
  const show = useShowStatusLine()
  const keptAt = useWorkflow((state) => state.keptAt)
  const keepFailed = useWorkflow((state) => state.keepFailed)
  const unsaved = useWorkflow((state) => state.unsaved)
  const number = useWorkflow((state) => state.base.versionNumber)
  const nodes = useWorkflow((state) => state.document.nodes.length)
  const edges = useWorkflow((state) => state.document.edges.length)
  const problems = useWorkflow((state) => state.problems.length)
  useEffect(() => {
    const saved =
      unsaved && keptAt
        ? t('editor.draftSaved', { time: clock(keptAt) })
        : t('editor.versionSaved', { number })
    show({
      text: keepFailed ? t('editor.draftNotSaved', { problem: keepFailed }) : saved,
      wrong: keepFailed !== null,
      more: [
        t('workflow.sizeOfGraph', {
          nodes: t('workflow.nodes', { count: nodes }),
          edges: t('workflow.edges', { count: edges }),
        }),
        ...(problems > 0 ? [t('workflow.problems', { count: problems })] : []),
      ],
    })
  }, [show, keptAt, keepFailed, unsaved, number, nodes, edges, problems])
  useEffect(() => () => show(null), [show])
}
