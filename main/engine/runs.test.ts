import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Host, openHost } from '../host'
import type { StudioClient } from '../socket/client'

const data = mkdtempSync(join(tmpdir(), 'promptstudio-runs-'))
let host: Host
beforeAll(async () => {
  host = await openHost({ data, door: 'test' })
})
afterAll(async () => {
  await host?.close('cancelled')
  rmSync(data, { recursive: true, force: true })
})

const newWindow = (): StudioClient =>
  createRouterClient(host.router, { context: { session: host.openSession('test') } })

/** What a run of the starter's summary is asked with. */
async function summaryRun(client: StudioClient) {
  const { items } = await client.entity.list({ types: ['template'], deep: true })
  const entityId = items.find(({ title }) => title.startsWith('Summary'))?.id ?? ''
  const connectionId = (await client.provider.list()).find(({ kind }) => kind === 'simulator')?.id ?? ''
  const values = { text: 'Rain. Wind. Hail.', points: 2 }
  return { id: uuidv7(), entityId, values, choice: { connectionId, model: 'sim-small' } }
}

async function answerOf(client: StudioClient, id: string): Promise<string> {
  let text = ''
  for await (const event of await client.run.follow({ id })) if (event.type === 'text') text += event.text
  return text
}

describe('runs', () => {
  it('asks a model once where the same start arrives twice at once', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.writeHead(500).end('{}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const place = server.address()
    const port = typeof place === 'object' ? place?.port : 0
    const client = newWindow()
    const { id } = await client.provider.save({
      commandId: uuidv7(),
      id: uuidv7(),
      rowVersion: null,
      name: 'Counting',
      kind: 'openai_compatible',
      address: `http://127.0.0.1:${port}/v1`,
      models: ['one'],
      shared: false,
      limits: { atOnce: null, perMinute: null, timeout: 60, retries: 0 },
    })
    const input = { ...(await summaryRun(client)), choice: { connectionId: id, model: 'one' } }
    await Promise.all([client.run.start(input), client.run.start(input)])
    await answerOf(client, input.id)
    expect(await client.run.get({ id: input.id })).toMatchObject({ status: 'failed' })
    expect(asked).toBe(1)
    server.close()
  })

  it('shows a run in its own workspace only, and lets none of the same id elsewhere hide it', async () => {
    const [mine, elsewhere] = [newWindow(), newWindow()]
    const input = await summaryRun(mine)
    const other = {
      commandId: uuidv7(),
      id: uuidv7(),
      name: 'Client',
      kind: 'client',
      colour: 'c-2',
    } as const
    await elsewhere.workspace.create(other)
    await elsewhere.session.open({ workspaceId: other.id })

    await mine.run.start(input)
    expect(await elsewhere.run.stop({ id: input.id })).toEqual({ stopped: false })
    await expect(answerOf(elsewhere, input.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(elsewhere.run.start(input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await answerOf(mine, input.id)).toBe((await mine.run.get({ id: input.id })).answer)
  })

  it('is recorded before the studio closes over it', async () => {
    const client = newWindow()
    const input = await summaryRun(client)
    await client.run.start(input)
    await host.close('cancelled')
    host = await openHost({ data, door: 'test' })
    // Never `interrupted`: that is what the next start makes of a run that nobody recorded.
    expect(['cancelled', 'success']).toContain((await newWindow().run.get({ id: input.id })).status)
  })
})
