import { createConnection } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '../../contract'

export type StudioClient = ContractRouterClient<Contract>

export interface SocketConnection {
  readonly client: StudioClient
  close(): void
  /** Fulfilled when the host is gone or the connection was closed. */
  readonly closed: Promise<void>
}

/** Reaches the host that listens at `path`; null where none does. */
export async function connectSocket(path: string): Promise<SocketConnection | null> {
  const socket = new WebSocket('ws://studio/', {
    createConnection: () => createConnection(path),
    perMessageDeflate: false,
  })
  socket.binaryType = 'arraybuffer'
  const closed = new Promise<void>((gone) => socket.once('close', () => gone()))
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.on('error', () => resolve(false))
  })
  if (!opened) return null
  const client: StudioClient = createORPCClient(new RPCLink({ websocket: socket }))
  return { client, closed, close: () => socket.close() }
}
