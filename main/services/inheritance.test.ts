import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TemplateDocument, templateDocument, variable } from '../../contract/template'
import { type Host, openHost } from '../host'
import type { StudioClient } from '../socket/client'

const data = mkdtempSync(join(tmpdir(), 'promptstudio-base-'))
let host: Host
let client: StudioClient
beforeAll(async () => {
  host = await openHost({ data, door: 'test' })
  client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
})
afterAll(async () => {
  await host?.close('cancelled')
  rmSync(data, { recursive: true, force: true })
})

const template = (more: Record<string, unknown>): TemplateDocument =>
  templateDocument.parse({ kind: 'template', form: 'chat', messages: [], ...more })

async function make(title: string, document: TemplateDocument) {
  const parentId = (await client.entity.places()).find(({ type }) => type === 'library')?.id ?? null
  return client.entity.create({
    commandId: uuidv7(),
    id: uuidv7(),
    type: 'template',
    parentId,
    title,
    document,
  })
}

/** What a run of the document sends; rejected with the sentence of what is wrong. */
async function sent(document: TemplateDocument, values: Record<string, unknown> = {}): Promise<string[]> {
  const { id: entityId } = await make('Sent', document)
  const connectionId = (await client.provider.list())[0]?.id ?? ''
  const { id } = await client.run.start({
    id: uuidv7(),
    entityId,
    values,
    choice: { connectionId, model: 'sim-small' },
  })
  for await (const event of await client.run.follow({ id })) {
    if (event.type === 'started') return event.messages.map(({ text }) => text)
  }
  throw new Error('The run did not start.')
}

const latest = (templateId: string, more = {}) => ({ templateId, follow: { by: 'latest' }, ...more })
const message = (id: string, text: string, more = {}) => ({ id, role: 'user', text, ...more })

describe('templates that are built on a base', () => {
  it('are previewed, measured and run with everything that they follow', async () => {
    const base = await make(
      'House letter',
      template({
        messages: [
          { ...message('a', '{% block tone %}Be calm.{% endblock %}'), role: 'system' },
          message('b', 'About {{ topic }}.'),
        ],
        variables: [{ name: 'topic' }],
        stop: ['END'],
      }),
    )
    const child = await make(
      'Warm letter',
      template({ base: latest(base.id, { blocks: { tone: 'Be warm.' } }), settings: { temperature: 1 } }),
    )
    const { document } = await client.entity.get({ id: child.id })
    if (document.kind !== 'template') throw new Error('A template was made.')

    const connectionId = (await client.provider.list())[0]?.id ?? ''
    const choice = { connectionId, model: 'sim-small' }
    const measured = await client.template.measure({ document, values: { topic: 'rain' }, choice })
    expect(measured).toMatchObject({ exact: false, simulated: true, currency: 'USD' })
    expect(measured.tokens).toBeGreaterThan(5)
    expect(Number(measured.cost)).toBeGreaterThan(0)

    const run = { id: uuidv7(), entityId: child.id, values: { topic: 'rain' }, choice }
    await client.run.start(run)
    for await (const event of await client.run.follow({ id: run.id })) {
      if (event.type === 'finished') expect(event.run.status).toBe('success')
    }
    const ran = await client.run.get({ id: run.id })
    expect(ran.messages.map(({ text }) => text)).toEqual(['Be warm.', 'About rain.'])
    // A value that the base asks for is asked for here as well.
    await expect(client.run.start({ ...run, id: uuidv7(), values: {} })).rejects.toThrow(/topic/)
  })

  it('follow a pinned version or the newest one, as their link says', async () => {
    const base = await make('Pinned', template({ messages: [message('a', 'First.')] }))
    const second = template({ messages: [message('a', 'Second.')] })
    await client.entity.save({
      commandId: uuidv7(),
      id: base.id,
      rowVersion: base.rowVersion,
      document: second,
    })
    const texts = (follow: unknown) => sent(template({ base: { templateId: base.id, follow } }))
    expect(await texts({ by: 'latest' })).toEqual(['Second.'])
    expect(await texts({ by: 'version', versionId: base.versionId })).toEqual(['First.'])
    const document = template({ base: { templateId: base.id, follow: { by: 'label', label: 'production' } } })
    await expect(sent(document)).rejects.toThrow('no version labelled "production"')
  })

  it('refuse a base that leads back to them, through several steps, and change nothing', async () => {
    const a = await make('Circle A', template({ messages: [message('a', 'A')] }))
    const b = await make('Circle B', template({ base: latest(a.id) }))
    const c = await make('Circle C', template({ base: latest(b.id) }))
    const circular = template({ messages: [message('a', 'A')], base: latest(c.id) })
    const save = { commandId: uuidv7(), id: a.id, rowVersion: a.rowVersion, document: circular }
    await expect(client.entity.save(save)).rejects.toThrow('Circle A → Circle C → Circle B → Circle A')
    expect((await client.entity.get({ id: a.id })).versionNumber).toBe(1)
    const around = await client.template.surroundings({ entityId: a.id, base: circular.base, slugs: [] })
    expect(around.baseProblem).toContain('built on itself')
    const itself = template({ base: latest(a.id) })
    await expect(client.entity.save({ ...save, commandId: uuidv7(), document: itself })).rejects.toThrow(
      /circle|itself/,
    )
  })

  it('say so when their base went to the trash, and do not run without it', async () => {
    const base = await make('Going', template({ messages: [message('a', 'Here.')] }))
    const document = template({ messages: [message('m', 'Mine.')], base: latest(base.id) })
    await client.entity.change({ commandId: uuidv7(), ids: [base.id], change: { do: 'trash' } })
    await expect(sent(document)).rejects.toThrow('not there any more')
  })

  it('show the screens what stands around them: the base complete, and contexts through any depth', async () => {
    const around = await client.template.surroundings({ entityId: uuidv7(), slugs: ['no-such-context'] })
    expect(around).toEqual({
      base: null,
      baseProblem: null,
      asked: ['no-such-context'],
      contexts: [],
      definitions: [],
    })
  })
  it('have variables that follow a shared one, as it stands now, with its words kept for when it is gone', async () => {
    const parentId = (await client.entity.places()).find(({ type }) => type === 'library')?.id ?? null
    const words = { type: 'choice', required: false, rules: { choices: ['warm', 'dry', 'old'] } } as const
    const shared = (fallback: string) => ({
      kind: 'variable_definition' as const,
      variable: variable.parse({ ...words, name: 'tone', default: fallback }),
    })
    const ids = { commandId: uuidv7(), id: uuidv7() }
    const made = await client.entity.create({
      ...ids,
      type: 'variable_definition',
      parentId,
      title: 'Tone',
      document: shared('warm'),
    })
    const own = { ...words, name: 'voice', default: 'old', definitionId: made.id }
    const text = template({ messages: [message('m', 'Be {{ voice }}.')], variables: [own] })
    expect(await sent(text)).toEqual(['Be warm.'])
    const saved = await client.entity.save({
      commandId: uuidv7(),
      id: made.id,
      rowVersion: 1,
      document: shared('dry'),
    })
    expect(await sent(text)).toEqual(['Be dry.'])
    await expect(sent(text, { voice: 'shrill' })).rejects.toThrow('voice')
    const around = await client.template.surroundings({
      entityId: uuidv7(),
      slugs: [],
      definitions: [made.id],
    })
    expect(around.definitions).toMatchObject([{ id: made.id, title: 'Tone', variable: { default: 'dry' } }])
    expect(saved.versionNumber).toBe(2)
    await client.entity.change({ commandId: uuidv7(), ids: [made.id], change: { do: 'trash' } })
    expect(await sent(text)).toEqual(['Be old.'])
  })
})
