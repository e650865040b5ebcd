import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { RunSummary } from '../../../../contract/run'
import type { ExecutionStatus } from '../../../../contract/vocabulary'
import type { NodeStatistics, TestResult, WorkflowRunEvent } from '../../../../contract/workflow-run'
import type { KnownProblem } from '../../../data/problem'
import { type NodeState, RunTrace } from './trace'

export type Asked = Extract<WorkflowRunEvent, { type: 'asks' }>

/** What the nodes on the canvas tell. */
export const tellings = ['state', 'time', 'cost', 'statistics'] as const
export type Telling = (typeof tellings)[number]

/** How a test went, or that it is under way. */
export type Tested = TestResult | 'running'

export type PaneTab = 'inputs' | 'result' | 'timeline' | 'tree' | 'tests'

/** The run of a workflow that its canvas shows: being started, under way, waiting for somebody, or ended. */
interface Shown {
  readonly runId: string | null
  readonly going: boolean
  /** Its events are being heard; those of a run that waits in the record have an end. */
  readonly followed: boolean
  readonly status: ExecutionStatus | null
  readonly run: RunSummary | null
  /** Changed in place; `parts` counts how often. */
  readonly trace: RunTrace
  readonly parts: number
  readonly byNode: ReadonlyMap<string, NodeState>
  readonly asks: readonly Asked[]
  readonly outputs: Readonly<Record<string, unknown>> | null
  /** It did not even start, or its events cannot be had. */
  readonly problem: KnownProblem | null
}

export interface RunView extends Shown {
  /** What the next run is given, as it was typed. */
  readonly values: Readonly<Record<string, unknown>>
  readonly asked: boolean
  readonly pane: boolean
  readonly tab: PaneTab
  readonly telling: Telling
  readonly statistics: ReadonlyMap<string, NodeStatistics>
  /** By the id of the test. */
  readonly tested: ReadonlyMap<string, Tested>
  /** The part of the trace that is in hand. */
  readonly partId: string | null
}

export type RunStore = StoreApi<RunView>

/** Nothing is shown. */
export const nothingShown = (): Shown => ({
  runId: null,
  going: false,
  followed: false,
  status: null,
  run: null,
  trace: new RunTrace(),
  parts: 0,
  byNode: new Map(),
  asks: [],
  outputs: null,
  problem: null,
})

const newStore = (): RunStore =>
  createStore<RunView>(() => ({
    ...nothingShown(),
    values: {},
    asked: false,
    pane: false,
    tab: 'inputs',
    telling: 'state',
    statistics: new Map(),
    tested: new Map(),
    partId: null,
  }))

const stores = new Map<string, RunStore>()

/** Kept while the window lives: a run goes on while another tab is in view. */
export function runStoreOf(entityId: string): RunStore {
  const known = stores.get(entityId)
  if (known) return known
  const made = newStore()
  stores.set(entityId, made)
  return made
}

/** Around a canvas that shows no run, such as one of a version of before. */
export const noRun: RunStore = newStore()

export const RunContext = createContext<RunStore>(noRun)

export const useRunStore = (): RunStore => useContext(RunContext)

export const useRunView = <T>(select: (view: RunView) => T): T => useStore(useRunStore(), select)

/** Shows what stands in the pane below the canvas. */
export const showTab = (store: RunStore, tab: PaneTab): void => store.setState({ pane: true, tab })
