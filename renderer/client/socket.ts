import { RPCLink } from '@orpc/client/websocket'
import { type OpenWire, Refused, type Wire } from './wire'

/** The door's code for a wrong secret. */
const wrongSecret = 4401

/**
 * The browser door: a WebSocket to where the page came from. The first message is the page's secret; the host answers
 * `ready` when the vault is open, and calls follow.
 */
export function socketWire(address: string, secret: string): OpenWire {
  return () =>
    new Promise<Wire>((resolve, reject) => {
      const socket = new WebSocket(address)
      socket.binaryType = 'arraybuffer'
      const closed = new Promise<void>((gone) =>
        socket.addEventListener('close', () => gone(), { once: true }),
      )
      const alive = () => socket.readyState === WebSocket.OPEN

      socket.addEventListener('open', () => socket.send(secret), { once: true })
      socket.addEventListener('close', ({ code }) => {
        reject(
          code === wrongSecret ? new Refused('The door refused the secret.') : new Error('No connection.'),
        )
      })
      socket.addEventListener(
        'message',
        () =>
          resolve({
            link: new RPCLink({ websocket: forgiving(socket) }),
            alive,
            closed,
            close: () => socket.close(),
          }),
        { once: true },
      )
    })
}

/**
 * A call that is given up after the socket closed would still be told to the other side, and nobody catches what
 * that throws. There is nobody to tell: `closed` has rejected the call already.
 */
function forgiving(
  socket: WebSocket,
): Pick<WebSocket, 'readyState' | 'send' | 'addEventListener' | 'removeEventListener'> {
  return {
    get readyState() {
      return socket.readyState === WebSocket.CONNECTING ? WebSocket.CONNECTING : WebSocket.OPEN
    },
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data)
    },
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
  }
}

/** The address of the contract at the door that served this page. */
export function socketAddress(page: Pick<Location, 'protocol' | 'host'>): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/studio`
}
