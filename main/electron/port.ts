import { type ServedHost, serveHost } from '../door/serve'

/** A message port, whichever of the three kinds (Electron's, the web's, Node's) it is. */
export interface Port {
  post(data: unknown): void
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
  start(): void
  close(): void
}

/** Carries the contract over message ports; the answer takes one port for each page that asked. */
export function portDoor(host: ServedHost): (port: Port) => void {
  const served = serveHost(host, 'electron')
  return (port) => {
    const line = served.connect({ send: (data) => port.post(data), end: () => port.close() })
    port.onMessage((data) => {
      if (typeof data === 'string' || data instanceof ArrayBuffer) line.receive(data)
      else if (data instanceof Uint8Array) line.receive(new Uint8Array(data).buffer)
      else port.close()
    })
    port.onClose(() => line.close())
    port.start()
  }
}
