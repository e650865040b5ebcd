import { createContext, type ReactNode, useContext } from 'react'
import type { SessionInfo } from '../../contract/workspace'

const SessionContext = createContext<SessionInfo | null>(null)

export function SessionProvider({ session, children }: { session: SessionInfo; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): SessionInfo {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it.')
  return session
}
