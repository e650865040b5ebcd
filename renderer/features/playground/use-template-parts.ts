import { useQuery } from '@tanstack/react-query'
import { useStudio } from '../../data/studio'

/** What of the saved template the playground asks for: its tools, and whether it has a place for a history. */
export function useTemplateParts(entityId: string): { tools: readonly string[]; hasHistory: boolean } {
  const { queries } = useStudio()
  const { data } = useQuery(queries.entity.get.queryOptions({ input: { id: entityId } }))
  if (data?.document.kind !== 'template') return { tools: [], hasHistory: false }
  const { tools, messages } = data.document
  return { tools: tools.map(({ name }) => name), hasHistory: messages.some(({ role }) => role === 'history') }
}
