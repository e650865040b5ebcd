import { useShallow } from 'zustand/react/shallow'
import { t } from '../../../i18n'
import { count, duration, money, none } from '../../../ui/format'
import { RunStatus } from '../../../ui/status'
import { type RunView, useRunView } from './store'
import type { NodeState } from './trace'

/** What a node's box looks like in the run that is shown. */
interface NodeRunLook {
  readonly 'data-run'?: string
  readonly 'data-heat'?: number
}

interface NodeRunSeen {
  readonly look: NodeRunLook
  /** What its model says at this moment. */
  readonly said: string
  /** It has something to say of a run or of all of them. */
  readonly tells: boolean
}

/** A node hears of its own state alone, and once of all of it: a canvas has a thousand that listen. */
export function useNodeRun(id: string): NodeRunSeen {
  const { run, heat, said, tells } = useRunView(
    useShallow((view: RunView) => {
      const state = view.byNode.get(id)
      return {
        run: state?.status,
        heat: heatOf(view, id),
        said: state?.text ?? '',
        tells: view.runId !== null || view.telling === 'statistics',
      }
    }),
  )
  const look = { ...(run ? { 'data-run': run } : {}), ...(heat > 0 ? { 'data-heat': heat } : {}) }
  return { look, said, tells }
}

const steps = 5

const largest = new WeakMap<RunView['byNode'], { readonly time: number; readonly cost: number }>()

/** Which of five steps of the dearest or slowest node this one reaches; 0 where that is not told. */
function heatOf({ telling, byNode }: RunView, id: string): number {
  if (telling !== 'time' && telling !== 'cost') return 0
  const state = byNode.get(id)
  const value = state ? amount(state)[telling] : 0
  if (value <= 0) return 0
  let most = largest.get(byNode)
  if (!most) {
    const all = [...byNode.values()].map(amount)
    most = {
      time: all.reduce((a, { time }) => Math.max(a, time), 0),
      cost: all.reduce((a, { cost }) => Math.max(a, cost), 0),
    }
    largest.set(byNode, most)
  }
  return Math.max(1, Math.ceil((value / most[telling]) * steps))
}

const amount = ({ durationMs, cost }: NodeState) => ({ time: durationMs ?? 0, cost: Number(cost ?? 0) })

/** What stands at the foot of a node while a run is shown. */
export function NodeTells({ id }: { id: string }) {
  const telling = useRunView((view) => view.telling)
  const state = useRunView(({ byNode }) => byNode.get(id))
  const going = useRunView((view) => view.going)
  if (telling === 'statistics') return <Statistics id={id} />
  if (!state)
    return <span className="text-ink-3">{t(going ? 'workflowRun.waits' : 'workflowRun.notRunHere')}</span>
  const cost = state.cost === null ? null : money(state.cost, state.currency ?? undefined)
  if (telling === 'time') return <span className="tabular">{duration(state.durationMs)}</span>
  if (telling === 'cost') return <span className="tabular">{cost ?? none}</span>
  return (
    <>
      <RunStatus status={state.status} />
      <span className="tabular ml-auto truncate text-ink-3">
        {state.runs > 1
          ? t('workflowRun.turns', { done: count(state.done), runs: count(state.runs) })
          : (cost ?? (state.durationMs === null ? '' : duration(state.durationMs)))}
      </span>
    </>
  )
}

function Statistics({ id }: { id: string }) {
  const known = useRunView(({ statistics }) => statistics.get(id))
  if (!known) return <span className="text-ink-3">{t('workflowRun.neverRan')}</span>
  const runs = t('workflowRun.statisticsOf', { count: known.runs })
  const p50 = duration(known.p50Ms)
  const full = t('workflowRun.statisticsFull', {
    runs,
    failed: known.failed,
    p50,
    p95: duration(known.p95Ms),
    cost: money(known.cost, known.currency),
  })
  return (
    <span className="tabular flex min-w-0 flex-1 justify-between gap-2" title={full}>
      <span className={known.failed > 0 ? 'truncate text-failed' : 'truncate'}>
        {known.failed > 0 ? t('workflowRun.failedOf', { runs, failed: known.failed }) : runs}
      </span>
      <span className="text-ink-3">{p50}</span>
    </span>
  )
}

/** How an edge is drawn: not yet run, flowing, or as ever. */
export function useEdgeRun(source: string, target: string): 'idle' | 'flowing' | undefined {
  return useRunView(({ runId, byNode }) => {
    if (runId === null) return undefined
    const from = byNode.get(source)?.status
    const to = byNode.get(target)?.status
    if (!from || !to) return 'idle'
    return to === 'running' && from !== 'running' ? 'flowing' : undefined
  })
}
