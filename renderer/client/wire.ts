import type { ClientContext, ClientLink } from '@orpc/client'

/** One opened connection, whichever door it goes through. */
export interface Wire {
  readonly link: ClientLink<ClientContext>
  alive(): boolean
  /** Fulfilled when the other side is gone. */
  readonly closed: Promise<void>
  close(): void
}

/** Opens a wire or rejects; with `Refused` where trying again is of no use. */
export type OpenWire = () => Promise<Wire>

/** The door does not know this page. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
