import { menuChose } from '../../contract/port'
import { type Connection, createConnection } from './connection'
import { portWire } from './port'
import { socketAddress, socketWire } from './socket'

export type { Connection, ConnectionState, StudioClient } from './connection'
export { ConnectionLost } from './errors'

/**
 * Connects the page to its host through the door that served it: the browser door wrote a secret into the page,
 * Electron's passes a port. Fulfilled at once; calls wait until the connection is open.
 */
export function connect(page: Window = window): Connection {
  const secret = metaOf(page, 'studio-secret')
  return createConnection(secret ? socketWire(socketAddress(page.location), secret) : portWire(page))
}

/** The nonce of this page's Content-Security-Policy, for libraries that add style elements of their own. */
export function styleNonce(page: Window = window): string {
  return metaOf(page, 'csp-nonce')
}

/** Calls `run` with the id of each command chosen in the desktop window's menu; what is returned ends that. */
export function listenToMenu(run: (commandId: string) => void, page: Window = window): () => void {
  function heard({ source, data }: MessageEvent): void {
    if (source === page && typeof data === 'string' && data.startsWith(menuChose)) {
      run(data.slice(menuChose.length))
    }
  }
  page.addEventListener('message', heard)
  return () => page.removeEventListener('message', heard)
}

function metaOf(page: Window, name: string): string {
  return page.document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''
}
