import type { IncomingMessage } from 'node:http'
import { NetError } from './errors'
import type { NetLimits } from './limits'

interface Exchange {
  readonly url: URL
  readonly signal: AbortSignal | null
  readonly limits: NetLimits
}

/**
 * Turns Node's answer into a web Response whose body streams under the limits.
 * @throws NetError for a redirect, an encoded body, or a body that says it is too large.
 */
export function toResponse(message: IncomingMessage, exchange: Exchange): Response {
  const { url, limits } = exchange
  const status = message.statusCode ?? 0
  if (status >= 300 && status < 400 && status !== 304) throw redirected(message, url)
  const encoding = message.headers['content-encoding']
  if (encoding && encoding !== 'identity') {
    throw new NetError(
      'encoded',
      `${url.host} sent a compressed answer that was not asked for.`,
      'Switch compression off on that server.',
    )
  }
  if (Number(message.headers['content-length']) > limits.responseBytes) throw tooLarge(url, limits)
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const bodyless = status === 204 || status === 304 || status < 200
  if (bodyless) message.resume()
  const init = {
    status: bodyless && status < 200 ? 200 : status,
    statusText: message.statusMessage ?? '',
    headers,
  }
  return new Response(bodyless ? null : streamed(message, exchange), init)
}

function streamed(message: IncomingMessage, exchange: Exchange): ReadableStream<Uint8Array> {
  let body: Body
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        body = new Body(message, exchange, controller)
      },
      pull: () => body.pull(),
      cancel: () => body.cancel(),
    },
    { highWaterMark: 64 },
  )
}

/** Passes the pieces of an answer on, and ends it where a limit is reached, the server breaks off or the caller aborts. */
class Body {
  private received = 0
  private ended = false
  private idle: NodeJS.Timeout | undefined
  private readonly total: NodeJS.Timeout

  constructor(
    private readonly message: IncomingMessage,
    private readonly exchange: Exchange,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
  ) {
    const { signal, limits } = exchange
    this.total = setTimeout(() => this.late('was still answering after', limits.totalMs), limits.totalMs)
    this.expect()
    message.on('data', (chunk: Buffer) => this.take(chunk))
    for (const event of ['end', 'error', 'close']) message.on(event, this.over)
    signal?.addEventListener('abort', this.aborted, { once: true })
    if (signal?.aborted) this.aborted()
  }

  pull(): void {
    if (this.ended || !this.message.isPaused()) return
    this.expect()
    this.message.resume()
  }

  cancel(): void {
    if (this.release()) this.message.destroy()
  }

  private take(chunk: Buffer): void {
    this.received += chunk.byteLength
    if (this.received > this.exchange.limits.responseBytes) {
      this.fail(tooLarge(this.exchange.url, this.exchange.limits))
      return
    }
    this.controller.enqueue(new Uint8Array(chunk))
    if ((this.controller.desiredSize ?? 0) > 0) {
      this.expect()
    } else {
      // Silence is the server's fault only while we are reading.
      clearTimeout(this.idle)
      this.message.pause()
    }
  }

  private readonly over = (): void => {
    if (!this.message.complete) this.fail(cutOff(this.exchange.url))
    else if (this.release()) this.controller.close()
  }

  private readonly aborted = (): void => this.fail(this.exchange.signal?.reason)

  private expect(): void {
    clearTimeout(this.idle)
    const { idleMs } = this.exchange.limits
    this.idle = setTimeout(() => this.late('fell silent for', idleMs), idleMs)
  }

  private late(what: string, ms: number): void {
    const sentence = `${this.exchange.url.host} ${what} ${Math.round(ms / 1000)} s.`
    this.fail(new NetError('timeout', sentence, 'Try again, or ask for a shorter answer.'))
  }

  private fail(error: unknown): void {
    if (!this.release()) return
    this.message.destroy()
    this.controller.error(error)
  }

  /** True the first time. */
  private release(): boolean {
    if (this.ended) return false
    this.ended = true
    clearTimeout(this.idle)
    clearTimeout(this.total)
    this.exchange.signal?.removeEventListener('abort', this.aborted)
    return true
  }
}

const cutOff = (url: URL) =>
  new NetError(
    'closed',
    `${url.host} broke off in the middle of its answer.`,
    'What came before is kept. Run it again for the rest.',
  )

const tooLarge = (url: URL, limits: NetLimits) =>
  new NetError(
    'too_large',
    `${url.host} sent more than ${Math.round(limits.responseBytes / 1_048_576)} MB.`,
    'Ask for a shorter answer.',
  )

function redirected(message: IncomingMessage, url: URL): NetError {
  let target = 'another address'
  try {
    target = new URL(message.headers.location ?? '', url).host || target
  } catch {
    // The sentence is good enough without the name.
  }
  return new NetError(
    'redirect',
    `${url.host} sends requests on to ${target}, which is not followed.`,
    `If you trust ${target}, enter it as the address.`,
  )
}
