import { createStore, type StoreApi } from 'zustand'
import type { RunStep, RunSummary } from '../../../contract/run'
import type { ExecutionStatus } from '../../../contract/vocabulary'
import type { KnownProblem } from '../../data/problem'

/** The run that one column of a playground shows: being started, streaming, or ended. */
export interface ShownRun {
  readonly runId: string | null
  readonly going: boolean
  readonly status: ExecutionStatus | null
  readonly run: RunSummary | null
  readonly text: string
  readonly reasoning: string
  readonly steps: readonly RunStep[]
  /** What the run was given, and when; null where that is not known. */
  readonly values: Readonly<Record<string, unknown>> | null
  readonly startedAt: string | null
  /** It did not even start, or its stream cannot be had. */
  readonly problem: KnownProblem | null
}

export type RunStore = StoreApi<ShownRun>

export const nothing: ShownRun = {
  runId: null,
  going: false,
  status: null,
  run: null,
  text: '',
  reasoning: '',
  steps: [],
  values: null,
  startedAt: null,
  problem: null,
}

const stores = new Map<string, RunStore>()

/** Kept while the window lives: a run goes on while another tab is in view. */
export function runStoreOf(entityId: string, columnId: string): RunStore {
  const key = `${entityId} ${columnId}`
  const known = stores.get(key)
  if (known) return known
  const made = createStore<ShownRun>(() => nothing)
  stores.set(key, made)
  return made
}

/** What was typed for a tool: JSON where it is some, else the text itself. */
export function typedAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
