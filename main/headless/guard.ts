import type { IncomingMessage } from 'node:http'

export interface Refusal {
  readonly status: number
  readonly sentence: string
}

/**
 * What is refused before anything else is looked at. The Host must be the literal address (a name that an attacker
 * points at 127.0.0.1 is not it), an Origin must be our own, and another site's page may link to us but not embed or
 * fetch from us. `authority` is host:port.
 */
export function refuseRequest(request: IncomingMessage, authority: string): Refusal | null {
  const { host, origin } = request.headers
  if (host !== authority) {
    return { status: 421, sentence: `Open the studio at the address it printed: http://${authority}/` }
  }
  if (origin !== undefined && origin !== `http://${authority}`) {
    return { status: 403, sentence: 'Only the studio itself may talk to this address.' }
  }
  if (isForeign(request) && request.headers['sec-fetch-mode'] !== 'navigate') {
    return { status: 403, sentence: 'Another site may not load parts of the studio.' }
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, sentence: 'The studio answers GET only.' }
  }
  return null
}

/** As refuseRequest, for the WebSocket handshake: browsers always send an Origin there, so it must be ours. */
export function refuseUpgrade(request: IncomingMessage, authority: string): Refusal | null {
  if (request.headers.origin === undefined) {
    return { status: 403, sentence: 'Only the page of the studio may open this connection.' }
  }
  return refuseRequest(request, authority)
}

/** Sent by a page that is not ours; a browser says so in every request to a loopback address. */
export function isForeign(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site'
}
