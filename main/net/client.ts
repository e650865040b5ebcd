import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { NetError } from './errors'
import { connectError } from './failures'
import { defaultLimits, type NetLimits } from './limits'
import { checkAddress, checkUrl, type NetPolicy, originOf } from './policy'
import { toResponse } from './response'

/** Finds every address of a name. The system's by default; tests give their own. */
export type Resolver = (host: string) => Promise<readonly LookupAddress[]>

/** A key that is put into the headers when a request leaves, never before. */
export interface SealedKey {
  /** What the caller puts in the key's place. */
  readonly placeholder: string
  /** The key goes to this address only. */
  readonly address: string
  readonly resolve: () => Promise<string>
}

export interface NetClientOptions extends NetPolicy {
  readonly limits?: Partial<NetLimits>
  readonly key?: SealedKey
  readonly resolver?: Resolver
  /** What may be asked; default GET and POST, which is all that providers need. */
  readonly methods?: readonly string[]
}

export type Fetch = typeof globalThis.fetch

export interface NetClient {
  /** What `fetch` is, for one connection: https, checked addresses, no redirects, limits of time and size. */
  readonly fetch: Fetch
  /** Closes the sockets that are kept open. */
  close(): void
}

/**
 * The one way to the outside. Make one for each connection: sockets are never shared between two policies.
 * `fetch` rejects with a NetError that carries a code, a sentence and a remedy, or with the signal's reason.
 */
export function createNetClient(options: NetClientOptions): NetClient {
  const limits = { ...defaultLimits, ...options.limits }
  const resolver = options.resolver ?? resolveAll
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  }

  const run: Fetch = async (input, init) => {
    const wanted = await readRequest(input, init, limits, options.methods ?? ['GET', 'POST'])
    wanted.signal?.throwIfAborted()
    const { url, wasEntered } = checkUrl(wanted.url, options)
    if (options.key) await putKey(wanted.headers, url, options.key)
    const lookup = checkedLookup(url, wasEntered, resolver)
    return send(
      { ...wanted, url },
      lookup,
      url.protocol === 'http:' ? agents['http:'] : agents['https:'],
      limits,
    )
  }
  return {
    fetch: run,
    close() {
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}

interface Wanted {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | null
  readonly signal: AbortSignal | null
}

async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  limits: NetLimits,
  methods: readonly string[],
): Promise<Wanted> {
  const request = input instanceof Request ? input : undefined
  const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
  if (!methods.includes(method)) {
    throw new NetError('method', `${method} requests are not sent.`, `Use ${methods.join(' or ')}.`)
  }
  const headers = new Headers(init?.headers ?? request?.headers)
  const body = await bytesOf(init?.body ?? request?.body ?? null, headers)
  if (body && body.byteLength > limits.requestBytes) {
    throw new NetError(
      'too_large',
      `The request has ${body.byteLength} bytes.`,
      `At most ${limits.requestBytes} are sent.`,
    )
  }
  const url = request ? request.url : String(input)
  return { url, method, headers, body, signal: init?.signal ?? request?.signal ?? null }
}

/** What is sent, and the type that goes with it where the caller named none. */
async function bytesOf(source: BodyInit | null, headers: Headers): Promise<Uint8Array | null> {
  if (source === null) return null
  // What providers are sent, and a run waits for it: no stream is made of it first.
  if (typeof source === 'string' && headers.has('content-type')) return Buffer.from(source)
  const packed = new Response(source)
  const type = packed.headers.get('content-type')
  if (type && !headers.has('content-type')) headers.set('content-type', type)
  return new Uint8Array(await packed.arrayBuffer())
}

async function putKey(headers: Headers, url: URL, key: SealedKey): Promise<void> {
  const named = [...headers].filter(([, value]) => value.includes(key.placeholder))
  if (named.length === 0) return
  if (originOf(url) !== originOf(new URL(key.address))) {
    throw new NetError(
      'key',
      `The key of this connection is not sent to ${url.host}.`,
      'Check the address of the connection.',
    )
  }
  const secret = await key.resolve()
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new NetError('key', 'The stored key holds characters that cannot be sent.', 'Enter the key again.')
  }
  for (const [name, value] of named) headers.set(name, value.replaceAll(key.placeholder, secret))
}

const resolveAll: Resolver = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) =>
      error ? reject(error) : resolve(found),
    )
  })

/**
 * Runs when the socket connects, and hands over the very addresses that were checked: a name that changes its answer
 * between check and use gains nothing. One bad address refuses the name.
 */
function checkedLookup(url: URL, wasEntered: boolean, resolver: Resolver): LookupFunction {
  return (host, options, callback) => {
    resolver(host)
      .then((found) => {
        const first = found[0]
        if (!first) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
        for (const { address } of found) checkAddress(address, url, wasEntered)
        if (options.all) callback(null, [...found])
        else callback(null, first.address, first.family)
      })
      .catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''))
  }
}

function send(
  wanted: Omit<Wanted, 'url'> & { url: URL },
  lookup: LookupFunction,
  agent: HttpAgent,
  limits: NetLimits,
): Promise<Response> {
  const { url, signal } = wanted
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'http:' ? httpRequest : httpsRequest
    const headers = wireHeaders(wanted)
    const request = start(url, { method: wanted.method, headers, agent, lookup })
    const end = (reason: unknown) => {
      clearTimeout(waiting)
      request.destroy()
      reject(reason)
    }
    const late = (what: string, ms: number) =>
      new NetError(
        'timeout',
        `${url.host} ${what} within ${Math.round(ms / 1000)} s.`,
        'Try again, or look at the provider’s status page.',
      )
    let waiting = setTimeout(
      () => end(late('did not accept a connection', limits.connectMs)),
      limits.connectMs,
    )
    const connected = () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => end(late('did not begin to answer', limits.firstByteMs)), limits.firstByteMs)
    }
    const onAbort = () => end(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    request.on('socket', (socket) => {
      if (!socket.connecting) connected()
      else socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', connected)
    })
    request.on('error', (error) => {
      signal?.removeEventListener('abort', onAbort)
      end(signal?.aborted ? signal.reason : connectError(error, url))
    })
    request.on('response', (message: IncomingMessage) => {
      clearTimeout(waiting)
      signal?.removeEventListener('abort', onAbort)
      try {
        resolve(toResponse(message, { url, signal, limits }))
      } catch (refusal) {
        end(refusal)
      }
    })
    request.end(wanted.body ?? undefined)
  })
}

/** Headers that decide where a message goes and how it is framed are ours alone. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'upgrade',
  'te',
])

function wireHeaders({ headers, body }: Pick<Wanted, 'headers' | 'body'>): Record<string, string> {
  const wire: Record<string, string> = { 'accept-encoding': 'identity' }
  for (const [name, value] of headers) if (!ours.has(name)) wire[name] = value
  if (body) wire['content-length'] = String(body.byteLength)
  return wire
}
