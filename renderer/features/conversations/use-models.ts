import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelChoice } from '../../../contract/run'
import { useStudio } from '../../data/studio'

/** The model to talk to: as chosen here, else the one it was held with, else the first there is. */
export function useModels(before: ModelChoice | null): {
  choice: ModelChoice | null
  choose: (choice: ModelChoice) => void
} {
  const { queries } = useStudio()
  const connections = useQuery(queries.provider.list.queryOptions()).data ?? []
  const [chosen, choose] = useState<ModelChoice | null>(null)
  const wanted = chosen ?? before
  if (wanted && connections.some(({ id }) => id === wanted.connectionId)) return { choice: wanted, choose }
  const ready = connections.find(({ kind, models }) => kind === 'simulator' && models.length > 0)
  const first = ready ?? connections.find(({ models }) => models.length > 0)
  const [model] = first?.models ?? []
  return { choice: first && model ? { connectionId: first.id, model } : null, choose }
}
