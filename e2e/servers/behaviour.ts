/**
 * How the local server behaves is chosen by the model's name, so that a test, a bench or a person at the screen can
 * ask for any ending: stub-ok, stub-slow, stub-cut …
 */
export const behaviours = [
  'ok',
  'slow',
  'long',
  'cut',
  'end-early',
  'hang',
  'hang-on',
  'length',
  'filter',
  'cached',
  'reasoning',
  'tool',
  'stream-error',
  '401',
  '404',
  '429',
  '429-date',
  '500',
  '529',
  'quota',
  'context',
  'redirect',
  'busy-once',
  'json',
  'json-wrong',
  'after-50',
] as const
export type Behaviour = (typeof behaviours)[number]

/** `stub-<behaviour>`, or anything else for `ok`. */
export function behaviourOf(model: string): Behaviour {
  const name = model.replace(/^stub-/, '')
  return behaviours.find((behaviour) => behaviour === name) ?? 'ok'
}

/** What the server says, in pieces. */
export const pieces = ['The ', 'claim ', 'is ', 'covered', '.']

export const piecesOf = (behaviour: Behaviour): string[] =>
  behaviour === 'json'
    ? ['{"city":', '"Oslo","lines":[{"price":12}]}']
    : behaviour === 'json-wrong'
      ? ['{"city":', '"Oslo","lines":[{"price":"twelve"}]}']
      : behaviour === 'long'
        ? Array.from({ length: 400 }, (_, index) => `word${index} `)
        : pieces

/** Milliseconds between two pieces. */
export const pauseOf = (behaviour: Behaviour): number =>
  behaviour === 'slow' ? 150 : behaviour === 'long' ? 5 : 0

export const usage = { input: 120, cached: 100, output: 7, reasoning: 3 }

/** Milliseconds before the first piece. */
export const delayOf = (behaviour: Behaviour): number => (behaviour === 'after-50' ? 50 : 0)

/** Answers that are no stream: status, headers, and a body in the words of each protocol. */
export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly type: string
  readonly message: string
}

export function refusalOf(behaviour: Behaviour): Refusal | null {
  switch (behaviour) {
    case '401':
      return {
        status: 401,
        type: 'invalid_api_key',
        message: 'Incorrect API key provided: sk-wrong-0123456789abcdef.',
      }
    case '404':
      return { status: 404, type: 'model_not_found', message: 'The model does not exist.' }
    case '429':
      return {
        status: 429,
        headers: { 'retry-after': '20' },
        type: 'rate_limit_exceeded',
        message: 'Too many requests.',
      }
    case '429-date': {
      const later = new Date(Date.now() + 60_000).toUTCString()
      return {
        status: 429,
        headers: { 'retry-after': later },
        type: 'rate_limit_exceeded',
        message: 'Too many requests.',
      }
    }
    case 'quota':
      return {
        status: 429,
        type: 'insufficient_quota',
        message: 'You exceeded your current quota (insufficient_quota).',
      }
    case '500':
      return { status: 500, type: 'server_error', message: 'The server had an error.' }
    case '529':
      return { status: 529, type: 'overloaded_error', message: 'Overloaded.' }
    case 'context':
      return {
        status: 400,
        type: 'context_length_exceeded',
        message: 'This model’s maximum context length is 8192 tokens.',
      }
    case 'redirect':
      return { status: 307, headers: { location: 'http://127.0.0.1:9/' }, type: 'redirect', message: '' }
    default:
      return null
  }
}
