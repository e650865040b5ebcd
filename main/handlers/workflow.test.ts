import { rm } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EntityDocument } from '../../contract/template'
import { memoryFolder } from '../../db/testing/crash/fresh-vault'
import { contextText, textTemplate, twoNodes } from '../../db/testing/documents'
import { type Host, openHost } from '../host'

let data: string
let host: Host
beforeAll(async () => {
  data = await memoryFolder()
  host = await openHost({ data, door: 'test' })
})
afterAll(async () => {
  await host?.close('cancelled')
  await rm(data, { recursive: true, force: true })
})

const open = () => createRouterClient(host.router, { context: { session: host.openSession('test') } })
type Client = ReturnType<typeof open>

async function make(client: Client, type: 'template' | 'context' | 'workflow', document: EntityDocument) {
  const id = uuidv7()
  await client.entity.create({ commandId: uuidv7(), id, type, parentId: null, title: `A ${type}`, document })
  return id
}

const names = (fields: unknown) => Array.isArray(fields) && fields.map(({ name }) => name)

it('says what nodes keep of what they name: the newest, a version, a base’s child, and nothing of what is gone', async () => {
  const client = open()
  const variable = (name: string) => ({
    name,
    type: 'text' as const,
    required: true,
    description: '',
    rules: {},
  })
  const first = textTemplate('{{ a }}', { variables: [variable('a')] })
  const base = await make(client, 'template', first)
  const { headVersionId, rowVersion } = await client.entity.get({ id: base })
  const second = textTemplate('{{ a }} {{ b }}', { variables: [variable('a'), variable('b')] })
  await client.entity.save({ commandId: uuidv7(), id: base, rowVersion, document: second })
  const link = { templateId: base, follow: { by: 'latest' as const }, dropped: [], blocks: {}, own: [] }
  const child = await make(client, 'template', { ...textTemplate(''), messages: [], base: link })
  const flow = await make(client, 'workflow', twoNodes(base))
  const context = await make(client, 'context', contextText('Be kind.'))
  await client.entity.change({ commandId: uuidv7(), ids: [context], change: { do: 'trash' } })

  const found = await client.workflow.usedItems({
    uses: [
      { entityId: base },
      { entityId: base, versionId: headVersionId },
      { entityId: base, label: 'production' },
      { entityId: child },
      { entityId: flow },
      { entityId: context },
      { entityId: uuidv7() },
    ],
  })
  expect(found.map((item) => names(item?.settings?.fields))).toEqual([
    ['a', 'b'],
    ['a'],
    false,
    ['a', 'b'],
    ['who'],
    false,
    false,
  ])
  expect(found[0]).toMatchObject({ title: 'A template', type: 'template', number: 2 })
  expect(found.map((item) => item === null)).toEqual([false, false, true, false, false, true, true])
})

it('checks and tries expressions with the words that a run would use', async () => {
  const client = open()
  const sources = ['input.score > 0.8', 'input.', 'let x = 1']
  const problems = await client.workflow.checkExpressions({ sources })
  expect(problems[0]).toBeNull()
  for (const problem of problems.slice(1)) expect(problem).toMatch(/^The expression cannot be read: .+\.$/)
  const given = { input: { score: 0.9 } }
  expect(await client.workflow.tryExpression({ source: 'input.score > 0.8', given })).toEqual({
    value: true,
    problem: null,
  })
  const failed = await client.workflow.tryExpression({ source: 'input.a.b', given })
  expect(failed.problem).toContain('?.')
  expect(await client.workflow.tryExpression({ source: 'input.a', given })).toMatchObject({ problem: null })
})
