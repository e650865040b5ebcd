import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { maxMessageBytes, type ServedHost, serveHost } from '../door/serve'
import { clearPlace } from './place'

/** Commands at work at the same time; each costs a session. */
const maxSockets = 64
/** Close codes of RFC 6455. */
const close = { going: 1001, unreadable: 1007 }

export interface SocketDoor {
  /** Stops listening, ends every connection and removes the socket. */
  close(): Promise<void>
}

/**
 * Opens the host to the commands of this user: the contract as WebSocket messages over the Unix socket (or named pipe)
 * at `path`, which only the owner of the vault's lock may call this for. Whoever may open the file may do everything,
 * so it is the owner's alone (0600).
 * @throws UnsafePlaceError, and what listening throws
 */
export async function openSocketDoor(host: ServedHost, path: string): Promise<SocketDoor> {
  clearPlace(path)
  const server = createServer((_, response) => response.writeHead(426).end())
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  })
  const lines = serveHost(host, 'cli')

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    if (sockets.clients.size >= maxSockets)
      return stream.end('HTTP/1.1 503 Busy\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => carry(socket, lines))
  })
  await listenAlone(server, path)

  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets.clients) socket.close(close.going)
      server.closeIdleConnections()
      const patience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, 1000)
      await closed
      clearTimeout(patience)
    },
  }
}

/** Nobody else may open the file, not even between its making and its chmod. */
async function listenAlone(server: Server, path: string): Promise<void> {
  const listening = once(server, 'listening')
  const before = process.umask(0o177)
  try {
    server.listen(path)
  } finally {
    process.umask(before)
  }
  await listening
  if (process.platform !== 'win32') chmodSync(path, 0o600)
}

function carry(socket: WebSocket, lines: ReturnType<typeof serveHost>): void {
  const line = lines.connect({
    // Waiting for the flush lets a slow reader slow its stream down instead of filling memory.
    send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
    end: () => socket.close(close.unreadable),
  })
  socket.on('message', (data, binary) => line.receive(binary ? toArrayBuffer(data) : data.toString()))
  socket.on('error', () => socket.terminate())
  socket.once('close', () => line.close())
}

function toArrayBuffer(data: RawData): ArrayBuffer {
  const buffer = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data))
  return new Uint8Array(buffer).buffer
}
