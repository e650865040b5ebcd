import { createStore, type StoreApi } from 'zustand'
import type { RunSummary } from '../../../contract/run'
import type { KnownProblem } from '../../data/problem'

/** The run that the playground of one template shows: being started, streaming, or ended. */
export interface ShownRun {
  readonly runId: string | null
  readonly going: boolean
  readonly run: RunSummary | null
  readonly text: string
  readonly reasoning: string
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
  run: null,
  text: '',
  reasoning: '',
  values: null,
  startedAt: null,
  problem: null,
}

const stores = new Map<string, RunStore>()

/** Kept while the window lives: a run goes on while another tab is in view. */
export function runStoreOf(entityId: string): RunStore {
  const known = stores.get(entityId)
  if (known) return known
  const made = createStore<ShownRun>(() => nothing)
  stores.set(entityId, made)
  return made
}
