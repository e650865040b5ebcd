import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { anthropicRefusal, message } from './anthropic'
import {
  type Behaviour,
  behaviourOf,
  behaviours,
  delayOf,
  pauseOf,
  type Refusal,
  refusalOf,
} from './behaviour'
import { generateContent, googleRefusal } from './google'
import { chatCompletion, type Line, openaiRefusal, response } from './openai'

/** A request as the server saw it; `aborted` becomes true when the caller went away before the end. */
export interface SeenRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readonly<Record<string, unknown>>
  aborted: boolean
  /** Requests under way when this one came. */
  readonly beside: number
  ended: boolean
}

export interface ModelServer {
  readonly port: number
  /** Base addresses to enter for a connection. */
  readonly openai: string
  readonly anthropic: string
  readonly google: string
  readonly requests: readonly SeenRequest[]
  /** The next request whose caller goes away. */
  aborted(): Promise<SeenRequest>
  close(): Promise<void>
}

interface Protocol {
  readonly lines: (model: string, behaviour: Behaviour) => Iterable<Line>
  readonly refusal: (refusal: Refusal) => unknown
}

/** A local server that speaks the streaming protocols of OpenAI, Anthropic and Google. Models: `stub-<behaviour>`. */
export async function startModelServer(port = 0): Promise<ModelServer> {
  const requests: SeenRequest[] = []
  const waiting: ((request: SeenRequest) => void)[] = []
  const server = createServer((request, answer) => {
    void serve(request, answer, requests, (seen) => {
      for (const tell of waiting.splice(0)) tell(seen)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = server.address()
  const actual = typeof bound === 'object' && bound ? bound.port : port
  const base = `http://127.0.0.1:${actual}`
  return {
    port: actual,
    openai: `${base}/v1`,
    anthropic: `${base}/v1`,
    google: `${base}/v1beta`,
    requests,
    aborted: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  request: IncomingMessage,
  answer: ServerResponse,
  requests: SeenRequest[],
  gone: (seen: SeenRequest) => void,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://stub').pathname
  if (request.method === 'GET') return listModels(request, answer)
  const body = await readJson(request)
  const beside = requests.filter(({ ended }) => !ended).length
  const seen: SeenRequest = { path, headers: request.headers, body, aborted: false, ended: false, beside }
  requests.push(seen)
  answer.on('close', () => {
    seen.ended = true
    if (answer.writableFinished || behaviourOf(modelOf(path, body)) === 'cut') return
    seen.aborted = true
    gone(seen)
  })
  const protocol = protocolOf(path)
  if (!protocol) {
    answer.writeHead(404).end()
    return
  }
  const model = modelOf(path, body)
  const asked = behaviourOf(model)
  // A model that was given what its tool said speaks; one that was busy once is busy no more.
  const behaviour = asked === 'tool' && wasAnswered(body) ? 'ok' : asked
  const before = requests.filter((each) => modelOf(each.path, each.body) === model).length
  const refusal = asked === 'busy-once' ? (before % 2 === 1 ? busy : null) : refusalOf(behaviour)
  if (refusal) {
    answer.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers })
    answer.end(JSON.stringify(protocol.refusal(refusal)))
    return
  }
  await stream(answer, protocol.lines(model, behaviour), behaviour)
  seen.ended = true
}

const busy: Refusal = {
  status: 503,
  type: 'server_error',
  message: 'Overloaded for a moment.',
}

/** In the words of each protocol: the result of a tool stands in the request. */
const wasAnswered = (body: Readonly<Record<string, unknown>>): boolean =>
  /"role":"tool"|"tool_result"|"function_call_output"|"functionResponse"/.test(JSON.stringify(body))

function protocolOf(path: string): Protocol | null {
  if (path.endsWith('/chat/completions')) return { lines: chatCompletion, refusal: openaiRefusal }
  if (path.endsWith('/responses')) return { lines: response, refusal: openaiRefusal }
  if (path.endsWith('/messages')) return { lines: message, refusal: anthropicRefusal }
  if (path.endsWith(':streamGenerateContent')) {
    return { lines: (_, behaviour) => generateContent(behaviour), refusal: googleRefusal }
  }
  return null
}

const modelOf = (path: string, body: Readonly<Record<string, unknown>>): string =>
  typeof body.model === 'string' ? body.model : (/models\/([^:]+):/.exec(path)?.[1] ?? '')

async function stream(answer: ServerResponse, lines: Iterable<Line>, behaviour: Behaviour): Promise<void> {
  answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const delay = delayOf(behaviour)
  if (delay > 0) await pause(delay)
  let told = 0
  for (const line of lines) {
    if (answer.destroyed) return
    if (line.piece && told++ > 0) {
      const ms = pauseOf(behaviour)
      if (ms > 0) await pause(ms)
    }
    write(answer, line)
    if (line.piece && behaviour.startsWith('hang') && told === 2) return
    if (line.piece && behaviour === 'cut' && told === 3) {
      // What was written must leave before the socket goes.
      await pause(20)
      answer.destroy()
      return
    }
  }
  answer.end()
}

function write(answer: ServerResponse, { event, data }: Line): void {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  answer.write(`${event ? `event: ${event}\n` : ''}data: ${text}\n\n`)
}

/** A key with "wrong" in it is refused, in the words of OpenAI. */
function listModels({ headers }: IncomingMessage, answer: ServerResponse): void {
  if (/wrong/.test(`${headers.authorization} ${headers['x-api-key']} ${headers['x-goog-api-key']}`)) {
    const error = { message: 'Incorrect API key provided.', type: 'invalid_api_key' }
    answer.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
    return
  }
  const data = behaviours.map((behaviour) => ({ id: `stub-${behaviour}`, object: 'model' }))
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data }))
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}')
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
}
