import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Connection } from '../../../contract/provider'
import type { ModelChoice } from '../../../contract/run'
import type { ModelSettings } from '../../../contract/template'
import { useStudio } from '../../data/studio'

/** Beyond six nobody compares any more. */
export const mostColumns = 6

/** One answer beside others: which model, and which version (null: what stands in the editor). */
interface ChosenColumn {
  readonly id: string
  readonly choice: ModelChoice | null
  readonly versionId: string | null
}

interface Columns {
  byTemplate: Record<string, readonly ChosenColumn[]>
  set: (entityId: string, columns: readonly ChosenColumn[]) => void
}

const useChosen = create<Columns>()(
  persist(
    (set) => ({
      byTemplate: {},
      set: (entityId, columns) =>
        set(({ byTemplate }) => ({ byTemplate: { ...byTemplate, [entityId]: columns } })),
    }),
    { name: 'playground-columns' },
  ),
)

export interface Column extends ChosenColumn {
  readonly connection: Connection | null
}

interface UsedColumns {
  readonly columns: readonly Column[]
  readonly change: (id: string, next: Partial<Omit<ChosenColumn, 'id'>>) => void
  readonly add: () => void
  readonly remove: (id: string) => void
}

const one: readonly ChosenColumn[] = [{ id: 'first', choice: null, versionId: null }]

/** The columns of a template's playground: as chosen, else one on the model of its settings, else the simulator. */
export function useColumns(entityId: string, preferred: ModelSettings): UsedColumns {
  const { queries } = useStudio()
  const connections = useQuery(queries.provider.list.queryOptions()).data ?? []
  const chosen = useChosen((state) => state.byTemplate[entityId]) ?? one
  const set = useChosen((state) => state.set)
  const columns = chosen.map((column) => {
    const choice = resolved(connections, column.choice ?? wanted(preferred))
    return {
      ...column,
      choice,
      connection: connections.find(({ id }) => id === choice?.connectionId) ?? null,
    }
  })
  return {
    columns,
    change: (id, next) =>
      set(
        entityId,
        chosen.map((column) => (column.id === id ? { ...column, ...next } : column)),
      ),
    add: () => {
      if (columns.length >= mostColumns) return
      const choice = unused(connections, columns)
      set(entityId, [...chosen, { id: crypto.randomUUID(), choice, versionId: null }])
    },
    remove: (id) => {
      if (chosen.length > 1)
        set(
          entityId,
          chosen.filter((column) => column.id !== id),
        )
    },
  }
}

/** The model that the first column of a template's playground would be run on; null where there is none. */
export function useChosenModel(entityId: string, preferred: ModelSettings): ModelChoice | null {
  const choice = useColumns(entityId, preferred).columns[0]?.choice
  const { connectionId, model } = choice ?? {}
  return useMemo(() => (connectionId && model ? { connectionId, model } : null), [connectionId, model])
}

const wanted = ({ connectionId, model }: ModelSettings): ModelChoice | null =>
  connectionId && model ? { connectionId, model } : null

function resolved(connections: readonly Connection[], choice: ModelChoice | null): ModelChoice | null {
  return choice && connections.some(({ id }) => id === choice.connectionId) ? choice : fallback(connections)
}

function fallback(connections: readonly Connection[]): ModelChoice | null {
  const ready = connections.filter((each) => each.models.length > 0)
  const first = ready.find((each) => each.kind === 'simulator') ?? ready[0]
  const [model] = first?.models ?? []
  return first && model ? { connectionId: first.id, model } : null
}

/** A further column begins with a model that none of the others has, where there is one. */
function unused(connections: readonly Connection[], columns: readonly Column[]): ModelChoice | null {
  const all = connections.flatMap(({ id, models }) => models.map((model) => ({ connectionId: id, model })))
  const isUsed = (each: ModelChoice) =>
    columns.some(({ choice }) => choice?.connectionId === each.connectionId && choice.model === each.model)
  const last = columns.at(-1)?.choice
  return (
    all.find((each) => each.connectionId === last?.connectionId && !isUsed(each)) ??
    all.find((each) => !isUsed(each)) ??
    last ??
    null
  )
}
