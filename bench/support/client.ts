import { browserSocket, CookieJar, enter } from '../../main/headless/testing'
import { type Connection, createConnection, type StudioClient } from '../../renderer/client/connection'
import { socketAddress, socketWire } from '../../renderer/client/socket'

export interface BenchClient {
  readonly client: StudioClient
  close(): void
}

/**
 * The page's own client in Node: it enters by the printed address as a browser does (token, cookie, secret) and
 * speaks the contract over the WebSocket.
 */
export async function connectTo(address: string): Promise<BenchClient> {
  const { port, host, protocol } = new URL(address)
  const jar = new CookieJar()
  const secret = await enter({ port: Number(port), address }, jar)
  Object.assign(globalThis, { WebSocket: browserSocket(Number(port), jar) })
  const connection: Connection = createConnection(socketWire(socketAddress({ protocol, host }), secret))
  await connection.client.session.get()
  return { client: connection.client, close: connection.close }
}
