import { RPCLink } from '@orpc/client/message-port'
import { askForPort, hereIsPort } from '../../contract/port'
import type { OpenWire, Wire } from './wire'

/** Electron's door: preload passes a MessagePort into the page when the page asks for it. */
export function portWire(page: Window): OpenWire {
  return () =>
    new Promise<Wire>((resolve) => {
      function heard(event: MessageEvent): void {
        const [port] = event.ports
        if (event.source !== page || event.data !== hereIsPort || !port) return
        page.removeEventListener('message', heard)
        resolve(wireOf(port))
      }
      page.addEventListener('message', heard)
      page.postMessage(askForPort, page.location.origin)
    })
}

/** A port as a wire; starts it. */
export function wireOf(port: MessagePort): Wire {
  let alive = true
  const closed = new Promise<void>((gone) => {
    port.addEventListener('close', () => {
      alive = false
      gone()
    })
  })
  const link = new RPCLink({ port })
  port.start()
  return { link, alive: () => alive, closed, close: () => port.close() }
}
