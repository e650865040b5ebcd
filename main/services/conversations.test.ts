import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ModelChoice } from '../../contract/run'
import { conversationJson, conversationMarkdown } from '../../core/conversation/export'
import { newestLeaf, pathTo, siblingsOf } from '../../core/conversation/path'
import { type Host, openHost } from '../host'
import type { StudioClient } from '../socket/client'

const data = mkdtempSync(join(tmpdir(), 'promptstudio-talk-'))
let host: Host
let client: StudioClient
let choice: ModelChoice
beforeAll(async () => {
  host = await openHost({ data, door: 'test' })
  client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
  const connectionId = (await client.provider.list())[0]?.id ?? ''
  choice = { connectionId, model: 'sim-small' }
})
afterAll(async () => {
  await host?.close('cancelled')
  rmSync(data, { recursive: true, force: true })
})

async function talk(): Promise<string> {
  const id = uuidv7()
  await client.conversation.create({
    commandId: uuidv7(),
    id,
    title: 'About hail',
    templateId: null,
    values: {},
    choice,
  })
  return id
}

async function ended(runId: string) {
  for await (const event of await client.run.follow({ id: runId })) if (event.type === 'finished') return
}

async function send(id: string, text: string, replyToId: string | null, model = choice.model) {
  const [messageId, runId] = [uuidv7(), uuidv7()]
  await client.conversation.send({
    id,
    messageId,
    replyToId,
    text,
    files: [],
    runId,
    choice: { ...choice, model },
  })
  await ended(runId)
  const { tree } = await client.conversation.get({ id })
  return { messageId, runId, answer: tree.find((each) => each.runId === runId) }
}

it('goes on from what was said, and keeps both where a message is edited', async () => {
  const id = await talk()
  const first = await send(id, 'What is hail?', null)
  const second = await send(id, 'And sleet?', first.answer?.id ?? null)
  expect((await client.run.get({ id: second.runId })).messages.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'user',
  ])
  const edited = await send(id, 'What is snow?', null)
  const detail = await client.conversation.get({ id })
  expect(detail.tree).toHaveLength(6)
  expect(siblingsOf(detail.tree, { id: first.messageId, replyToId: null }).map(({ text }) => text)).toEqual([
    'What is hail?',
    'What is snow?',
  ])
  expect(newestLeaf(detail.tree)?.id).toBe(edited.answer?.id)
  expect(newestLeaf(detail.tree, first.messageId)?.id).toBe(second.answer?.id)
  expect(pathTo(detail.tree, edited.answer?.id ?? null).map(({ role }) => role)).toEqual([
    'user',
    'assistant',
  ])
  expect(detail.outputTokens).toBeGreaterThan(0)
  expect(Number(detail.cost)).toBeGreaterThan(0)
})

it('answers once more by another model, beside the first answer', async () => {
  const id = await talk()
  const { messageId } = await send(id, 'What is hail?', null)
  const runId = uuidv7()
  await client.conversation.regenerate({ id, messageId, runId, choice: { ...choice, model: 'sim-large' } })
  await ended(runId)
  const { tree } = await client.conversation.get({ id })
  expect(tree.filter(({ role }) => role === 'assistant').map(({ model }) => model)).toEqual([
    'sim-small',
    'sim-large',
  ])
})

it('begins with the messages of its template up to the history', async () => {
  const libraryId = (await client.entity.places()).find(({ type }) => type === 'library')?.id ?? ''
  const templateId = uuidv7()
  await client.entity.create({
    commandId: uuidv7(),
    id: templateId,
    type: 'template',
    parentId: libraryId,
    title: 'Adviser',
    document: {
      kind: 'template',
      form: 'chat',
      messages: [
        { id: 's', role: 'system', text: 'You advise {{ client }}.' },
        { id: 'h', role: 'history', text: '' },
        { id: 'u', role: 'user', text: '{{ question }}' },
      ],
      variables: ['client', 'question'].map((name) => ({
        name,
        type: 'text' as const,
        required: true,
        description: '',
        rules: {},
      })),
      settings: {},
      tools: [],
      stop: [],
      examples: [],
    },
  })
  const id = uuidv7()
  const values = { client: 'Nordlys' }
  await client.conversation.create({ commandId: uuidv7(), id, title: 'Advice', templateId, values, choice })
  const { runId } = await send(id, 'What now?', null)
  expect(await client.run.get({ id: runId })).toMatchObject({
    entityId: templateId,
    conversationId: id,
    messages: [
      { role: 'system', text: 'You advise Nordlys.' },
      { role: 'user', text: 'What now?' },
    ],
  })
})

it('is found by what was said in it, is changed, refuses to go on where it is completed, and is exported', async () => {
  const id = await talk()
  await send(id, 'Tell me of zeppelins and 100% of %_ signs', null)
  expect((await client.conversation.list({ filter: 'ZEPPELINS and 100%', limit: 10 })).items).toHaveLength(1)
  expect((await client.conversation.list({ filter: '%%', limit: 10 })).items).toHaveLength(0)
  const { rowVersion } = await client.conversation.get({ id })
  await client.conversation.change({
    commandId: uuidv7(),
    id,
    rowVersion,
    state: 'completed',
    title: 'Airships',
  })
  const detail = await client.conversation.get({ id })
  expect(detail).toMatchObject({ state: 'completed', title: 'Airships', messages: 2 })
  await expect(send(id, 'More', null)).rejects.toMatchObject({ code: 'REFUSED' })
  expect(
    (await client.conversation.list({ states: ['completed'], limit: 10 })).items.map((c) => c.id),
  ).toEqual([id])
  const markdown = conversationMarkdown(detail, pathTo(detail.tree, newestLeaf(detail.tree)?.id ?? null))
  expect(markdown).toMatch(/^# Airships\n\nModel: sim-small\n\n## User\n\nTell me of zeppelins/)
  expect(JSON.parse(conversationJson(detail))).toMatchObject({
    title: 'Airships',
    messages: [{ role: 'user' }, {}],
  })
})
