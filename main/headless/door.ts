import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openAssets } from '../door/assets'
import type { ServedHost } from '../door/serve'
import { answerHttp, type Entrance } from './http'
import { newSecret, OneTimeToken } from './secrets'
import { openSockets } from './socket'

const loopback = '127.0.0.1'

export interface BrowserDoorOptions {
  /** Still opening, perhaps: the page loads meanwhile, and its calls wait. */
  readonly studio: Promise<ServedHost>
  /** The folder of the built page. */
  readonly pages: string
  /** 0 (the default) takes any free port. */
  readonly port?: number
}

export interface BrowserDoor {
  readonly port: number
  /** The address with its one-time token, as printed at the start. */
  readonly address: string
  /** An address with a fresh token; the one before opens nothing any more. */
  newAddress(): string
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/**
 * Opens the studio to the browsers of this machine: loopback only, one-time token in the address, then a cookie and a
 * secret of the page. Rejects where the port is taken (EADDRINUSE) or the page is not built.
 */
export async function openBrowserDoor(options: BrowserDoorOptions): Promise<BrowserDoor> {
  const { studio, pages, port = 0 } = options
  const pageSecret = newSecret()
  const assets = openAssets({ folder: pages, door: 'browser', secret: pageSecret })

  // Browsers share cookies between the ports of an address and let them pile up over a day of restarts.
  const server = createServer({ maxHeaderSize: 32 * 1024 })
  server.maxConnections = 256
  server.listen(port, loopback)
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo

  const entrance: Entrance = {
    authority: `${loopback}:${taken}`,
    token: new OneTimeToken(),
    cookieName: `promptstudio_${randomBytes(6).toString('hex')}`,
    cookie: newSecret(),
  }
  const answer = answerHttp(assets, entrance)
  const sockets = openSockets({ studio, entrance, pageSecret })
  server.on('request', (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.on('upgrade', sockets.upgrade)

  const addressWith = (token: string) => `http://${entrance.authority}/?token=${token}`
  return {
    port: taken,
    address: addressWith(entrance.token.value),
    newAddress: () => addressWith(entrance.token.renew()),
    async close() {
      const closed = once(server, 'close')
      server.close()
      sockets.close()
      server.closeIdleConnections()
      const patience = setTimeout(() => {
        sockets.terminate()
        server.closeAllConnections()
      }, 500)
      await closed
      clearTimeout(patience)
    },
  }
}
