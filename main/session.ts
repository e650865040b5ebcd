import type { Door } from '../contract/vocabulary'
import type { Who } from '../db/write/command'

/**
 * Who is behind a connection. Made by the host for the door that accepted it; handlers read identity from here and
 * never from a payload. A window shows one workspace: `session.open` is the only call that changes it.
 */
export interface Session {
  readonly id: string
  readonly door: Door
  /** null until the vault is open and says who its people are. */
  identity: Identity | null
}

export interface Identity {
  readonly accountId: string
  readonly deviceId: string
  readonly workspaceId: string
}

/** What oRPC hands to every handler. */
export interface CallContext {
  readonly session: Session
}

/** The caller as the doors into the database want it. */
export function whoOf(session: Session, identity: Identity): Who {
  return { ...identity, door: session.door }
}
