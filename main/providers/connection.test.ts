import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ProviderKind } from '../../contract/vocabulary'
import { type ModelServer, startModelServer } from '../../e2e/servers/model-server'
import { sessionSecrets } from '../secrets/session'
import { ModelConnection } from './connection'
import type { CallEnd, ModelCall, ProviderEvent } from './provider'

const key = 'sk-canary-0123456789abcdef'
const secrets = sessionSecrets()
let server: ModelServer
const open: ModelConnection[] = []
beforeAll(async () => {
  await secrets.set('ref', key)
  server = await startModelServer()
})
afterAll(() => server.close())
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

function connect(kind: ProviderKind, secretRef: string | null = 'ref'): ModelConnection {
  const address = kind === 'google' ? server.google : kind === 'anthropic' ? server.anthropic : server.openai
  const connection = new ModelConnection({ kind, address, models: [], secretRef }, secrets)
  open.push(connection)
  return connection
}

interface Told {
  text: string
  reasoning: string
  calls: unknown[]
  end: CallEnd
  all: ProviderEvent[]
}

async function ask(connection: ModelConnection, model: string, more: Partial<ModelCall> = {}): Promise<Told> {
  const all: ProviderEvent[] = []
  const messages = [
    { role: 'system' as const, parts: [{ type: 'text' as const, text: 'Be brief.' }] },
    { role: 'user' as const, parts: [{ type: 'text' as const, text: 'Is it covered?' }] },
  ]
  for await (const event of connection.stream({ model, messages, settings: {}, ...more })) all.push(event)
  const ends = all.flatMap((event) => (event.type === 'end' ? [event.end] : []))
  const end = ends[0]
  if (!end || ends.length !== 1 || all.at(-1)?.type !== 'end') throw new Error('exactly one end, at the end')
  return {
    text: all.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    reasoning: all.map((event) => (event.type === 'reasoning' ? event.text : '')).join(''),
    calls: all.flatMap((event) => (event.type === 'tool_call' ? [event.call] : [])),
    end,
    all,
  }
}

const remote: ProviderKind[] = ['openai', 'anthropic', 'google', 'openai_compatible']

describe.each(remote)('%s', (kind) => {
  it('streams text in pieces and says what it took', async () => {
    const told = await ask(connect(kind), 'stub-ok')
    expect(told.text).toBe('The claim is covered.')
    expect(told.all.filter((event) => event.type === 'text').length).toBeGreaterThan(2)
    expect(told.end).toMatchObject({
      status: 'success',
      failure: null,
      usage: { inputTokens: 120, outputTokens: 7 },
    })
    expect(told.end.firstTokenMs).toBeGreaterThan(0)
    expect(told.end.durationMs).toBeGreaterThanOrEqual(told.end.firstTokenMs ?? 0)
  })

  it('counts cached input as a part of the input', async () => {
    const { end } = await ask(connect(kind), 'stub-cached')
    expect(end.usage).toMatchObject({ inputTokens: 120, cachedTokens: 100 })
  })

  it('tells thoughts from text', async () => {
    const told = await ask(connect(kind), 'stub-reasoning')
    expect([told.reasoning, told.text]).toEqual(['Let me think.', 'The claim is covered.'])
  })

  it('hands over a tool call', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const tools = [{ name: 'get_weather', description: 'Weather', parameters }]
    const told = await ask(connect(kind), 'stub-tool', { tools })
    expect(told.calls).toMatchObject([{ name: 'get_weather', arguments: { city: 'Oslo' } }])
    expect(told.end.status).toBe('success')
  })

  it.each([
    ['stub-401', 'unauthorized', 'unauthorized', null],
    ['stub-429', 'rate_limited', 'rate_limited', 20],
    ['stub-quota', 'failed', 'quota', null],
    ['stub-500', 'failed', 'provider_error', null],
    ['stub-529', 'failed', 'overloaded', null],
    ['stub-404', 'failed', 'not_found', null],
    ['stub-context', 'failed', 'context_too_long', null],
    ['stub-redirect', 'failed', 'redirect', null],
  ])('%s ends as %s', async (model, status, code, waitSeconds) => {
    const { end, text } = await ask(connect(kind), model)
    expect({ text, ...end }).toMatchObject({ text: '', status, failure: { code, waitSeconds } })
    expect(end.failure?.remedy).toMatch(/\.$/)
    expect(JSON.stringify(end)).not.toMatch(/sk-|canary/)
  })

  it.each([
    ['stub-cut', 'closed'],
    ['stub-end-early', 'closed'],
    ['stub-stream-error', 'provider_error'],
    ['stub-length', 'length'],
  ])('%s keeps what came and ends as partial success', async (model, code) => {
    const { end, text } = await ask(connect(kind), model)
    expect(text).toMatch(/^The claim is/)
    expect(end).toMatchObject({ status: 'partial_success', failure: { code } })
  })

  it('stops: the abort reaches the server', async () => {
    const abort = new AbortController()
    const gone = server.aborted()
    const connection = connect(kind)
    const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hi' }] }]
    const events: ProviderEvent[] = []
    for await (const event of connection.stream({
      model: 'stub-hang',
      messages,
      settings: {},
      signal: abort.signal,
    })) {
      events.push(event)
      if (event.type === 'text') abort.abort()
    }
    expect(events.at(-1)).toMatchObject({ type: 'end', end: { status: 'cancelled' } })
    expect((await gone).aborted).toBe(true)
  })

  it('ends at the time limit of the run', async () => {
    const { end } = await ask(connect(kind), 'stub-hang', { signal: AbortSignal.timeout(200) })
    expect(end).toMatchObject({ status: 'timeout', failure: { code: 'time_limit' } })
  })

  it('sends the settings, and the key in its header only', async () => {
    const settings = { temperature: 0.5, maxTokens: 99, topP: 0.9 }
    const outputSchema = {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    }
    await ask(connect(kind), 'stub-ok', { settings, outputSchema })
    const seen = server.requests.at(-1)
    const body = JSON.stringify(seen?.body)
    expect(body).toMatch(/0\.5/)
    expect(body).toMatch(/99/)
    expect(body).toContain('"name"')
    expect(body).not.toContain('canary')
    expect(JSON.stringify(seen?.headers)).toContain(key)
  })
})

describe('ModelConnection', () => {
  it('refuses before sending where a key is needed and none is stored', async () => {
    const sent = server.requests.length
    const { end } = await ask(connect('openai', null), 'stub-ok')
    expect(end).toMatchObject({ status: 'unauthorized', failure: { code: 'key_missing' } })
    expect(server.requests.length).toBe(sent)
  })

  it('asks a server of one’s own without a key', async () => {
    const { text } = await ask(connect('openai_compatible', null), 'stub-ok')
    expect(text).toBe('The claim is covered.')
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined()
  })

  it('names a server that is not there', async () => {
    const settings = {
      kind: 'openai_compatible' as const,
      address: 'http://127.0.0.1:9/v1',
      models: [],
      secretRef: null,
    }
    const { end } = await ask(new ModelConnection(settings, secrets), 'any')
    expect(end).toMatchObject({ status: 'failed', failure: { code: 'connect' } })
    expect(end.failure?.sentence).toBe('Nothing answers at 127.0.0.1:9.')
  })

  it('lists own models first, then the known ones, each once', async () => {
    const settings = {
      kind: 'openai' as const,
      address: null,
      models: ['my-model', 'gpt-4o'],
      secretRef: null,
    }
    const models = await new ModelConnection(settings, secrets).models()
    expect(models.slice(0, 2)).toEqual([
      { id: 'my-model', contextWindow: null },
      { id: 'gpt-4o', contextWindow: 128_000 },
    ])
    expect(models.filter((model) => model.id === 'gpt-4o')).toHaveLength(1)
    expect(models.length).toBeGreaterThan(5)
  })
})

describe('the simulator', () => {
  const simulator = () =>
    new ModelConnection({ kind: 'simulator', address: null, models: [], secretRef: null }, secrets)
  const settings = (fields: object) => ({ settings: { seed: 1, simulator: { latency: 0, ...fields } } })

  it('answers without a key or a network', async () => {
    const { end, text } = await ask(simulator(), 'sim-large', settings({}))
    expect(text.length).toBeGreaterThan(10)
    expect(end).toMatchObject({ status: 'success', failure: null })
    expect(end.usage.outputTokens).toBeGreaterThan(0)
  })

  it.each(['failed', 'timeout', 'rate_limited', 'unauthorized', 'partial_success'] as const)(
    'ends as %s where a setting says so',
    async (outcome) => {
      const { end, text } = await ask(simulator(), 'sim-small', settings({ outcome }))
      expect(end.status).toBe(outcome)
      expect(end.failure?.remedy).toMatch(/\.$/)
      expect(text !== '').toBe(outcome === 'partial_success')
    },
  )

  it('is stopped like any other', async () => {
    const abort = new AbortController()
    const call = ask(simulator(), 'sim-large', {
      settings: { simulator: { outcome: 'slow' } },
      signal: abort.signal,
    })
    abort.abort()
    expect((await call).end.status).toBe('cancelled')
  })

  it('names the models it has', async () => {
    const { end } = await ask(simulator(), 'gpt-4o', settings({}))
    expect(end).toMatchObject({
      status: 'failed',
      failure: { code: 'not_found', remedy: 'Choose sim-small or sim-large.' },
    })
    expect((await simulator().models()).map((model) => model.id)).toEqual(['sim-small', 'sim-large'])
  })
})
