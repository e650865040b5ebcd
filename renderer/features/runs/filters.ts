import { create } from 'zustand'
import type { RunFilter } from '../../../contract/run'
import type { ExecutionStatus } from '../../../contract/vocabulary'

export const times = ['any', 'today', 'week', 'month'] as const
export type Time = (typeof times)[number]

export const costs = ['any', 'cent', 'dime', 'unit'] as const
export type CostFilter = (typeof costs)[number]

/** What the list of runs is narrowed to; kept while the window lives. */
export interface ChosenFilters {
  readonly statuses: readonly ExecutionStatus[]
  readonly model: string | null
  readonly time: Time
  readonly cost: CostFilter
  readonly minRating: number | null
  /** A template, or one version of it, with words for the chip. */
  readonly of: { readonly entityId: string; readonly versionId: string | null; readonly title: string } | null
  readonly group: string | null
}

export const noFilters: ChosenFilters = {
  statuses: [],
  model: null,
  time: 'any',
  cost: 'any',
  minRating: null,
  of: null,
  group: null,
}

export const useFilters = create<ChosenFilters & { set: (next: Partial<ChosenFilters>) => void }>()(
  (set) => ({
    ...noFilters,
    set: (next) => set(next),
  }),
)

const least: Readonly<Record<Exclude<CostFilter, 'any'>, string>> = { cent: '0.01', dime: '0.1', unit: '1' }
const days: Readonly<Record<Exclude<Time, 'any' | 'today'>, number>> = { week: 7, month: 30 }

/** As the host is asked. From midnight, so that the same choice asks the same all day. */
export function toRunFilter(chosen: ChosenFilters, now = new Date()): RunFilter {
  const { statuses, model, time, cost, minRating, of, group } = chosen
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const back = time === 'any' || time === 'today' ? 0 : days[time]
  midnight.setDate(midnight.getDate() - back)
  return {
    ...(statuses.length > 0 ? { statuses: [...statuses] } : {}),
    ...(model ? { model } : {}),
    ...(time === 'any' ? {} : { from: midnight.toISOString() }),
    ...(cost === 'any' ? {} : { minCost: least[cost] }),
    ...(minRating ? { minRating } : {}),
    ...(of ? { entityId: of.entityId, ...(of.versionId ? { versionId: of.versionId } : {}) } : {}),
    ...(group ? { groupId: group } : {}),
  }
}

export const isFiltered = (chosen: ChosenFilters): boolean =>
  chosen.statuses.length > 0 ||
  chosen.model !== null ||
  chosen.time !== 'any' ||
  chosen.cost !== 'any' ||
  chosen.minRating !== null ||
  chosen.of !== null ||
  chosen.group !== null
