import type { AnyContractRouter } from '@orpc/contract'
import type { Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import type { Door } from '../../contract/vocabulary'
import type { CallContext, Session } from '../session'
import { type Report, shapeErrors } from './errors'

/** What a door needs of the host. */
export interface ServedHost {
  readonly router: Router<AnyContractRouter, CallContext>
  openSession(door: Door): Session
  closeSession(session: Session): void
  /** Is told of errors that nobody foresaw. */
  readonly report: Report
}

/** Messages above this are refused and end the connection, over every door. Bytes. */
export const maxMessageBytes = 16 * 1024 * 1024

/** The other side of a connection: a socket or a port. */
export interface Peer {
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void | Promise<void>
  /** Ends the connection; called when what arrived is not a message of the contract. */
  end(reason: string): void
}

export interface Line {
  /** One message, in the order of arrival. Never throws: a message that cannot be read ends the connection. */
  receive(data: string | ArrayBuffer): void
  /** Ends every call under way and the session. Call it once the connection is gone; a second call does nothing. */
  close(): void
}

/** Carries the contract over peers of any kind: one session a connection, calls and streams as oRPC messages. */
export function serveHost(host: ServedHost, door: Door) {
  const handler = new RPCHandler(host.router, { clientInterceptors: [shapeErrors(host.report)] })

  return {
    connect(peer: Peer): Line {
      const session = host.openSession(door)
      // oRPC's handler speaks to whatever sends; listening is the door's own work.
      const wire = { send: peer.send, addEventListener: () => {} }
      let open = true

      function close(): void {
        if (!open) return
        open = false
        handler.close(wire)
        host.closeSession(session)
      }

      return {
        receive(data) {
          const bytes = typeof data === 'string' ? data.length : data.byteLength
          if (!open) return
          if (bytes > maxMessageBytes) return peer.end('A message was larger than 16 MB.')
          handler.message(wire, data, { context: { session } }).catch(() => {
            if (open) peer.end('A message could not be read.')
          })
        },
        close,
      }
    },
  }
}
