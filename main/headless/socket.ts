import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { maxMessageBytes, type ServedHost, serveHost } from '../door/serve'
import { refuseUpgrade } from './guard'
import { admitted, type Entrance } from './http'
import { sameSecret } from './secrets'

/** Windows of one studio; each costs a session and its streams. */
const maxSockets = 32
const helloLimitMs = 10_000

/** Close codes of our own (4000 to 4999 are an application's). The page's client knows them. */
const close = {
  wrongSecret: 4401,
  tooEarly: 4400,
  helloLate: 4408,
  unreadable: 1007,
  going: 1001,
  failed: 1011,
}

export interface SocketOptions {
  readonly studio: Promise<ServedHost>
  readonly entrance: Entrance
  /** What the page sends as its first message. */
  readonly pageSecret: string
}

/**
 * The contract over WebSockets. A connection counts for nothing until its first message is the page's secret: the
 * cookie alone is sent by the browser to every port of this address, and so proves little. The answer is `ready`, once
 * the vault is open; calls follow.
 */
export function openSockets({ studio, entrance, pageSecret }: SocketOptions) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  })
  const served = studio.then((host) => serveHost(host, 'browser'))
  served.catch(() => {})

  async function carry(socket: WebSocket): Promise<void> {
    let receive: (data: RawData, binary: boolean) => void = () => socket.close(close.tooEarly)
    socket.on('message', (data, binary) => receive(data, binary))
    const host = await served
    if (socket.readyState !== socket.OPEN) return
    const line = host.connect({
      // Waiting for the flush lets a slow window slow its stream down instead of filling memory.
      send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
      end: () => socket.close(close.unreadable),
    })
    receive = (data, binary) => line.receive(binary ? toArrayBuffer(data) : data.toString())
    socket.once('close', () => line.close())
    socket.send('ready')
  }

  server.on('connection', (socket) => {
    const late = setTimeout(() => socket.close(close.helloLate), helloLimitMs)
    socket.on('error', () => socket.terminate())
    socket.once('close', () => clearTimeout(late))
    socket.once('message', (data) => {
      clearTimeout(late)
      if (!sameSecret(data.toString(), pageSecret)) return socket.close(close.wrongSecret)
      carry(socket).catch(() => socket.close(close.failed))
    })
  })

  return {
    upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
      const refusal = refuse(request, server.clients.size, entrance)
      if (!refusal) {
        server.handleUpgrade(request, stream, head, (socket) => {
          if (admitted(request, entrance)) server.emit('connection', socket)
          // A page of the studio that ran here before: a browser shows it a close code, but never an HTTP status.
          else socket.close(close.wrongSecret)
        })
        return
      }
      stream.on('error', () => stream.destroy())
      // The server forgets a connection that asked for an upgrade; left half open, it would keep the door from closing.
      const answer = `HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
      stream.end(answer, () => stream.destroy())
    },
    close(): void {
      for (const socket of server.clients) socket.close(close.going)
      server.close()
    },
    /** Ends connections that did not answer the close. */
    terminate(): void {
      for (const socket of server.clients) socket.terminate()
    },
  }
}

function refuse(request: IncomingMessage, open: number, { authority }: Entrance): number | null {
  const refusal = refuseUpgrade(request, authority)
  if (refusal) return refusal.status
  if (request.url !== '/studio') return 404
  return open >= maxSockets ? 503 : null
}

function toArrayBuffer(data: RawData): ArrayBuffer {
  const buffer = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data))
  return new Uint8Array(buffer).buffer
}
