import { isIP } from 'node:net'
import { type AddressClass, classify } from './address'
import { NetError } from './errors'

/** What one connection may reach. */
export interface NetPolicy {
  /**
   * Addresses that the user typed for this connection. Loopback and private machines, and plain http, are reached
   * only where host and port are exactly one of these.
   */
  readonly entered: readonly string[]
}

/** `scheme://host:port`, with the port spelled out and the host as the URL standard writes it. */
export function originOf(url: URL): string {
  const port = url.port || (url.protocol === 'http:' ? '80' : '443')
  return `${url.protocol}//${url.hostname.toLowerCase()}:${port}`
}

/** Reads and checks everything about an address that can be known before a name is resolved. */
export function checkUrl(input: string, policy: NetPolicy): { url: URL; wasEntered: boolean } {
  const url = parseUrl(input)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new NetError(
      'scheme',
      `${url.protocol} addresses are not opened.`,
      'Enter an address that begins with https://.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new NetError(
      'credentials',
      'The address holds a user name or password.',
      'Remove it, and store the key with the connection.',
    )
  }
  const origin = originOf(url)
  const wasEntered = policy.entered.some((entry) => originOf(parseUrl(entry)) === origin)
  if (url.protocol === 'http:' && !wasEntered) {
    throw new NetError(
      'scheme',
      `${url.host} would be reached without encryption.`,
      'Enter an address that begins with https://.',
    )
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) checkAddress(host, url, wasEntered)
  return { url, wasEntered }
}

/** Checks one address that the host name stands for, or is; called at connect, for each address tried. */
export function checkAddress(address: string, url: URL, wasEntered: boolean): void {
  const kind: AddressClass = classify(address)
  if (kind === 'forbidden') {
    throw new NetError(
      'address',
      `${url.hostname} leads to ${address}, which is never a model server.`,
      'Enter another address; for this machine it is 127.0.0.1.',
    )
  }
  if (kind === 'public' && url.protocol === 'http:') {
    throw new NetError(
      'scheme',
      `${url.host} would be reached without encryption.`,
      'Enter an address that begins with https://.',
    )
  }
  if (kind !== 'public' && !wasEntered) {
    const where = kind === 'loopback' ? 'this machine' : 'a private network'
    throw new NetError(
      'address',
      `${url.hostname} leads into ${where} (${address}), which this connection may not reach.`,
      `If that is meant, enter ${url.protocol}//${url.host} as the address of the connection.`,
    )
  }
}

function parseUrl(input: string): URL {
  try {
    return new URL(input)
  } catch {
    throw new NetError(
      'bad_address',
      'This is not an address.',
      'Enter one such as https://api.example.com/v1.',
    )
  }
}
