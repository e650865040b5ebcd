import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionLimits } from '../../contract/provider'
import type { RunDetail, RunEvent, RunStart } from '../../contract/run'
import { type TemplateDocument, variable } from '../../contract/template'
import { type ModelServer, startModelServer } from '../../e2e/servers/model-server'
import { type Host, openHost } from '../host'
import type { StudioClient } from '../socket/client'

const data = mkdtempSync(join(tmpdir(), 'promptstudio-playground-'))
let host: Host
let server: ModelServer
let client: StudioClient
let libraryId: string
beforeAll(async () => {
  server = await startModelServer()
  host = await openHost({ data, door: 'test' })
  client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
  libraryId = (await client.entity.places()).find(({ type }) => type === 'library')?.id ?? ''
})
afterAll(async () => {
  await host?.close('cancelled')
  await server?.close()
  rmSync(data, { recursive: true, force: true })
})

const limits: ConnectionLimits = { atOnce: null, perMinute: null, timeout: 60, retries: 2 }

async function connect(more: Partial<ConnectionLimits> = {}): Promise<string> {
  const { id } = await client.provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local',
    kind: 'openai_compatible',
    address: server.openai,
    models: ['stub-ok', 'stub-vision'],
    shared: false,
    limits: { ...limits, ...more },
  })
  return id
}

const plain: TemplateDocument = {
  kind: 'template',
  form: 'chat',
  messages: [
    { id: 's', role: 'system', text: 'Be brief.' },
    { id: 'h', role: 'history', text: '' },
    { id: 'u', role: 'user', text: 'Is it covered?' },
  ],
  variables: [],
  settings: {},
  tools: [],
  stop: [],
  examples: [],
}

async function template(more: Partial<TemplateDocument> = {}): Promise<string> {
  const id = uuidv7()
  const document = { ...plain, ...more }
  await client.entity.create({
    commandId: uuidv7(),
    id,
    type: 'template',
    parentId: libraryId,
    title: 'Claim',
    document,
  })
  return id
}

type Asked = Omit<RunStart, 'id' | 'values'> & Partial<Pick<RunStart, 'values'>>

async function run(input: Asked, onEvent: (event: RunEvent, id: string) => void = () => undefined) {
  const id = uuidv7()
  await client.run.start({ id, values: {}, ...input })
  const events: RunEvent[] = []
  for await (const event of await client.run.follow({ id })) {
    events.push(event)
    onEvent(event, id)
  }
  return { events, detail: await client.run.get({ id }) }
}

const statuses = ({ steps }: RunDetail) => steps.map((step) => [step.kind, step.status])

describe('a run', () => {
  it('tries again where a provider was busy, and shows both attempts', async () => {
    const choice = { connectionId: await connect(), model: 'stub-busy-once' }
    const { detail, events } = await run({ entityId: await template(), choice })
    expect(detail).toMatchObject({ status: 'success', answer: 'The claim is covered.' })
    expect(statuses(detail)).toEqual([
      ['model_call', 'failed'],
      ['model_call', 'success'],
    ])
    expect(detail.steps[1]?.waitedMs).toBeGreaterThan(300)
    expect(events.some((event) => event.type === 'status' && event.status === 'queued')).toBe(true)
    const { items } = await client.run.list({ limit: 200 })
    expect(items.filter(({ groupId }) => groupId === detail.id)).toHaveLength(1)
  })

  it.each(['stub-401', 'stub-429', 'stub-quota', 'stub-context', 'stub-cut'])(
    '%s is asked once: trying again would not help, or would cost again',
    async (model) => {
      const choice = { connectionId: await connect(), model }
      const before = server.requests.length
      const { detail } = await run({ entityId: await template(), choice })
      expect(server.requests.length - before).toBe(1)
      expect(detail.steps).toEqual([])
      if (model === 'stub-context') expect(detail.error?.message).toMatch(/about \d+ tokens/)
    },
  )

  it('ends at the time limit of its connection', async () => {
    const choice = { connectionId: await connect({ timeout: 1 }), model: 'stub-hang' }
    const { detail } = await run({ entityId: await template(), choice })
    expect(detail).toMatchObject({ status: 'timeout', error: { code: 'time_limit' } })
  })

  it('asks no more at once than its connection allows', async () => {
    const choice = { connectionId: await connect({ atOnce: 1 }), model: 'stub-slow' }
    const entityId = await template()
    const groupId = uuidv7()
    const both = await Promise.all([run({ entityId, choice, groupId }), run({ entityId, choice, groupId })])
    expect(server.requests.slice(-2).map(({ beside }) => beside)).toEqual([0, 0])
    expect(both.flatMap(({ events }) => events.map((event) => 'status' in event && event.status))).toContain(
      'queued',
    )
    expect((await client.run.list({ groupId, limit: 10 })).items).toHaveLength(2)
  })

  it('answers a tool by a canned value and asks on, as steps of one run', async () => {
    const tools = [{ name: 'get_weather', description: 'Weather', parameters: { type: 'object' } }]
    const choice = { connectionId: await connect(), model: 'stub-tool' }
    const entityId = await template({ tools })
    const { detail } = await run({ entityId, choice, toolAnswers: { get_weather: { sky: 'clear' } } })
    expect(statuses(detail)).toEqual([
      ['model_call', 'success'],
      ['tool', 'success'],
      ['model_call', 'success'],
    ])
    expect(detail.steps[1]).toMatchObject({ input: { city: 'Oslo' }, output: { sky: 'clear' } })
    expect(detail.answer).toBe('The claim is covered.')
    expect(detail.usage.inputTokens).toBe(240)
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain('clear')
  })

  it('waits for a typed answer of a tool, and without anybody to ask ends with the call', async () => {
    const tools = [{ name: 'get_weather', description: 'Weather', parameters: { type: 'object' } }]
    const choice = { connectionId: await connect(), model: 'stub-tool' }
    const entityId = await template({ tools })
    const typed = await run({ entityId, choice, asksTools: true }, (event, id) => {
      if (event.type === 'status' && event.status === 'paused')
        void client.run.answerTool({ id, callId: 'call_1', value: 'rain' })
    })
    expect(typed.detail).toMatchObject({ status: 'success', answer: 'The claim is covered.' })
    const alone = await run({ entityId, choice })
    expect(alone.detail).toMatchObject({ status: 'success', toolCalls: [{ name: 'get_weather' }], steps: [] })
  })

  it('checks a structured answer and names the place that does not fit', async () => {
    const price = { type: 'object', properties: { price: { type: 'number' } } }
    const outputSchema = {
      type: 'object',
      properties: { city: { type: 'string' }, lines: { type: 'array', items: price } },
    }
    const entityId = await template({ outputSchema })
    const connectionId = await connect()
    const wrong = await run({ entityId, choice: { connectionId, model: 'stub-json-wrong' } })
    expect(wrong.detail).toMatchObject({ status: 'partial_success', error: { code: 'schema' } })
    expect(wrong.detail.schemaProblems.map(({ path }) => path)).toEqual(['lines[0].price'])
    const right = await run({ entityId, choice: { connectionId, model: 'stub-json' } })
    expect(right.detail).toMatchObject({ status: 'success', schemaProblems: [] })
  })

  it('sends the history in the place of its placeholder', async () => {
    const history = [
      { role: 'user' as const, text: 'Hello' },
      { role: 'assistant' as const, text: 'Good day' },
    ]
    const choice = { connectionId: await connect(), model: 'stub-ok' }
    const { detail } = await run({ entityId: await template(), choice, history })
    expect(detail.messages.map(({ text }) => text)).toEqual([
      'Be brief.',
      'Hello',
      'Good day',
      'Is it covered?',
    ])
  })

  it('sends a picture where the model takes it, else says so before anything is sent', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64')
    const file = await client.file.put({ name: 'roof.png', mediaType: 'image/png', data: png })
    expect(await client.file.get({ hash: file.hash })).toMatchObject({ data: png })
    const entityId = await template()
    const connectionId = await connect()
    await run({ entityId, choice: { connectionId, model: 'stub-vision' }, files: [file] })
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain(png)
    const sent = server.requests.length
    await expect(
      run({ entityId, choice: { connectionId, model: 'stub-ok' }, files: [file] }),
    ).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('roof.png') })
    expect(server.requests.length).toBe(sent)
    await expect(
      client.file.put({
        name: 'a.png',
        mediaType: 'image/png',
        data: Buffer.from('text').toString('base64'),
      }),
    ).rejects.toMatchObject({ code: 'REFUSED' })
  })

  it('sends the file of a variable once with each message that uses it, by name in the text, never with the system', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('of a variable')])
    const photo = await client.file.put({
      name: 'hail.png',
      mediaType: 'image/png',
      data: png.toString('base64'),
    })
    const entityId = await template({
      messages: [
        { id: 's', role: 'system', text: 'You look at {{ photo }}.' },
        { id: 'u', role: 'user', text: 'Say {{ tone }}.' },
        { id: 'v', role: 'user', text: 'What is on {{ photo.name }}, {{ tone }}?' },
      ],
      variables: [variable.parse({ name: 'photo', type: 'image' }), variable.parse({ name: 'tone' })],
    })
    const connectionId = await connect()
    const ask = (model: string, values: Record<string, unknown>) =>
      run({ entityId, choice: { connectionId, model }, values: { tone: 'calm', ...values } })
    const { detail } = await ask('stub-vision', { photo })
    expect(detail.messages).toEqual([
      { role: 'system', text: 'You look at hail.png.' },
      { role: 'user', text: 'Say calm.' },
      { role: 'user', text: 'What is on hail.png, calm?', files: [photo] },
    ])
    const body = JSON.stringify(server.requests.at(-1)?.body)
    expect(body.split(png.toString('base64'))).toHaveLength(2)
    await expect(ask('stub-ok', { photo })).rejects.toMatchObject({
      message: expect.stringContaining('reads no pictures'),
    })
    await expect(ask('stub-vision', { photo: 'hail.png' })).rejects.toThrow('A picture is chosen here.')
    const text = { name: 'a.txt', mediaType: 'text/plain', data: Buffer.from('Hello').toString('base64') }
    await expect(ask('stub-vision', { photo: await client.file.put(text) })).rejects.toThrow('a.txt is none.')
  })

  it('says which settings it changed, keeps its version, and refuses a template in the trash', async () => {
    const entityId = await template()
    const choice = { connectionId: await connect(), model: 'stub-ok' }
    const { detail } = await run({ entityId, choice, settings: { temperature: 0.9 } })
    expect(detail).toMatchObject({ versionNumber: 1, changedSettings: ['temperature'] })
    expect(detail.settings.temperature).toBe(0.9)
    await client.entity.change({ commandId: uuidv7(), ids: [entityId], change: { do: 'trash' } })
    await expect(run({ entityId, choice })).rejects.toMatchObject({ code: 'REFUSED' })
  })

  it('runs a past version beside the head, and a price that was set books it', async () => {
    const entityId = await template()
    const first = (await client.entity.get({ id: entityId })).headVersionId
    const document = { ...plain, settings: { temperature: 1 } }
    await client.entity.save({ commandId: uuidv7(), id: entityId, rowVersion: 1, document })
    const connectionId = await connect()
    const price = { input: '10', output: '20', cached: null, currency: 'EUR' }
    const choice = { connectionId, model: 'stub-ok' }
    const unknown = await run({ entityId, choice, versionId: first })
    expect(unknown.detail).toMatchObject({ versionNumber: 1, usage: { cost: null, priceVersion: null } })
    const { priceVersion } = await client.provider.setPrice({
      commandId: uuidv7(),
      connectionId,
      model: 'stub-ok',
      price,
    })
    const booked = await run({ entityId, choice })
    expect(booked.detail).toMatchObject({
      versionNumber: 2,
      usage: { cost: '0.00134', currency: 'EUR', priceVersion },
    })
    expect((await client.provider.models()).find(({ model }) => model === 'stub-ok')).toMatchObject({
      overridden: true,
      price: { input: '10' },
    })
    await client.provider.setPrice({ commandId: uuidv7(), connectionId, model: 'stub-ok', price: null })
    expect((await run({ entityId, choice })).detail.usage.cost).toBeNull()
  })

  it('is rated and commented on after it ended, and found by it', async () => {
    const entityId = await template()
    const { detail } = await run({ entityId, choice: { connectionId: await connect(), model: 'stub-ok' } })
    await client.run.rate({ commandId: uuidv7(), id: detail.id, rating: 2, comment: 'Too short' })
    await client.run.rate({ commandId: uuidv7(), id: detail.id, rating: 5 })
    expect(await client.run.get({ id: detail.id })).toMatchObject({ rating: 5, comment: 'Too short' })
    const found = await client.run.list({ entityId, minRating: 4, model: 'stub-ok', limit: 10 })
    expect(found.items.map(({ id }) => id)).toEqual([detail.id])
    await client.run.rate({ commandId: uuidv7(), id: detail.id, rating: null })
    expect((await client.run.list({ entityId, minRating: 1, limit: 10 })).items).toEqual([])
  })

  it('stops: the abort reaches the server, and what came is kept', async () => {
    const gone = server.aborted()
    const { detail } = await run(
      { entityId: await template(), choice: { connectionId: await connect(), model: 'stub-hang' } },
      (event, id) => void (event.type === 'text' && client.run.stop({ id })),
    )
    expect((await gone).aborted).toBe(true)
    expect(detail).toMatchObject({ status: 'cancelled', answer: expect.stringMatching(/^The/) })
  })
})

describe('a connection', () => {
  it('is tested by its list of models; a key that is wrong is a sentence', async () => {
    const id = await connect()
    expect(await client.provider.test({ id })).toMatchObject({
      ok: true,
      sentence: expect.stringMatching(/offers/),
    })
    await client.provider.setKey({ id, key: 'sk-wrong-canary-0123456789', remember: false })
    const refused = await client.provider.test({ id })
    expect(refused).toMatchObject({ ok: false, models: [] })
    expect(refused.sentence).not.toContain('canary')
  })
})
