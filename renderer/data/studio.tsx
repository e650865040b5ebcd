import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { StudioClient } from '../client'
import { wasCutOff } from './problem'

export type { StudioClient }

const makeQueries = (client: StudioClient) => createTanstackQueryUtils(client)

interface Studio {
  /** For calls and streams. */
  readonly client: StudioClient
  /** For what is shown: query options by method. */
  readonly queries: ReturnType<typeof makeQueries>
}

const StudioContext = createContext<Studio | null>(null)

export function StudioProvider({ client, children }: { client: StudioClient; children: ReactNode }) {
  const studio = useMemo(() => ({ client, queries: makeQueries(client) }), [client])
  return <StudioContext value={studio}>{children}</StudioContext>
}

export function useStudio(): Studio {
  const studio = useContext(StudioContext)
  if (!studio) throw new Error('useStudio needs a StudioProvider above it.')
  return studio
}

/** The host announces what changed, so nothing is fetched again by time or by focus. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        // A read that was cut off by a restart of the engine or a lost connection is simply asked again.
        retry: (failures, error) => failures < 3 && wasCutOff(error),
        retryDelay: 400,
      },
    },
  })
