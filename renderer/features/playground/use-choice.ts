import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Connection } from '../../../contract/provider'
import type { ModelChoice } from '../../../contract/run'
import type { ModelSettings } from '../../../contract/template'
import { useStudio } from '../../data/studio'

interface Choices {
  byTemplate: Record<string, ModelChoice>
  choose: (entityId: string, choice: ModelChoice) => void
}

const useChoices = create<Choices>()(
  persist(
    (set) => ({
      byTemplate: {},
      choose: (entityId, choice) =>
        set(({ byTemplate }) => ({ byTemplate: { ...byTemplate, [entityId]: choice } })),
    }),
    { name: 'model-choices' },
  ),
)

export interface Choosing {
  connections: readonly Connection[]
  choice: ModelChoice | null
  connection: Connection | null
  choose: (choice: ModelChoice) => void
}

/** The model a template runs on: what was chosen for it, else what its settings say, else the simulator. */
export function useChoice(entityId: string, preferred: ModelSettings): Choosing {
  const { queries } = useStudio()
  const connections = useQuery(queries.provider.list.queryOptions()).data ?? []
  const chosen = useChoices((state) => state.byTemplate[entityId])
  const choose = useChoices((state) => state.choose)
  const wanted =
    chosen ??
    (preferred.connectionId && preferred.model
      ? { connectionId: preferred.connectionId, model: preferred.model }
      : null)
  const connection = connections.find((each) => each.id === wanted?.connectionId)
  const choice = wanted && connection ? wanted : fallback(connections)
  return {
    connections,
    choice,
    connection: connections.find((each) => each.id === choice?.connectionId) ?? null,
    choose: (next) => choose(entityId, next),
  }
}

function fallback(connections: readonly Connection[]): ModelChoice | null {
  const ready = connections.filter((each) => each.models.length > 0)
  const first = ready.find((each) => each.kind === 'simulator') ?? ready[0]
  const [model] = first?.models ?? []
  return first && model ? { connectionId: first.id, model } : null
}
