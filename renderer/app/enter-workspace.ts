import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import type { SessionInfo } from '../../contract/workspace'
import { problemOf } from '../data/problem'
import { useStudio } from '../data/studio'
import { sayProblem } from '../ui/toast'
import { go } from './location'
import { useSession } from './session'

/** Vault and session are the same in every workspace. */
const isAboutStudio = ([path]: QueryKey): boolean =>
  Array.isArray(path) && (path[0] === 'vault' || path[0] === 'session')

/** Points this window at another workspace. */
export function useEnterWorkspace() {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const current = useSession().workspace.id
  const show = (session: SessionInfo) => {
    cache.setQueryData(queries.session.get.queryKey(), session)
    // Nothing of the workspace that was left may be seen in this one; what is on screen is asked for anew.
    void cache.resetQueries({ predicate: ({ queryKey }) => !isAboutStudio(queryKey) })
    go({ at: 'library', placeId: null })
  }
  const enter = async (workspaceId: string) => {
    if (workspaceId === current) return
    try {
      show(await client.session.open({ workspaceId }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return { enter, show }
}
