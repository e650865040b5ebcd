import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'
import type { BrowserDoor } from './door'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One request as it is written here: no normalisation of the path, no cookies, no redirects. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (text) => {
          body += text
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    request.on('error', reject)
    request.end()
  })
}

/** Cookies as browsers keep them: by host, whatever the port. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  keep(reply: Reply): void {
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';')
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair)
    }
  }

  header(): Record<string, string> {
    return { cookie: [...this.#cookies.values()].join('; ') }
  }
}

/** What a browser does with the printed address: exchange, redirect, page. Returns the page's secret. */
export async function enter(door: Pick<BrowserDoor, 'port' | 'address'>, jar: CookieJar): Promise<string> {
  const { pathname, search } = new URL(door.address)
  jar.keep(await ask(door.port, pathname + search, jar.header()))
  const page = await ask(door.port, '/', jar.header())
  return /name="studio-secret" content="([^"]+)"/.exec(page.body)?.[1] ?? ''
}

/** A WebSocket class that behaves as the browser's would on a page of the door: it sends Origin and cookies. */
export function browserSocket(port: number, jar: CookieJar) {
  return class BrowserSocket extends WebSocket {
    static readonly opened: WebSocket[] = []

    constructor(address: string) {
      super(address, { origin: `http://127.0.0.1:${port}`, headers: jar.header() })
      // A browser's socket has no exceptions: a failed one closes.
      this.on('error', () => {})
      BrowserSocket.opened.push(this)
    }
  }
}
