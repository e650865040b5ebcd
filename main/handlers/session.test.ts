import { rm } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layout } from '../../contract/preferences'
import { memoryFolder } from '../../db/testing/crash/fresh-vault'
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

it('a layout that comes after the workspace was left is kept in neither: its tabs name another client’s items', async () => {
  const client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
  const { workspace: first } = await client.session.get()
  const second = uuidv7()
  await client.workspace.create({
    commandId: uuidv7(),
    id: second,
    name: 'Client',
    kind: 'client',
    colour: 'c-2',
  })
  const tab = { id: uuidv7(), title: 'canary letter', form: 'text' as const, preview: false }
  const canary = layout.parse({ tabs: [tab] })
  const keep = (workspaceId: string) =>
    client.session.keepLayout({ commandId: uuidv7(), workspaceId, layout: canary })

  const there = await client.session.open({ workspaceId: second })
  expect(there.workspace.id).toBe(second)
  expect(await keep(first.id)).toEqual({ kept: false })
  expect((await client.session.get()).layout.tabs).toEqual([])
  expect(await keep(second)).toEqual({ kept: true })
  expect((await client.session.get()).layout.tabs).toEqual([tab])
  expect((await client.session.open({ workspaceId: first.id })).layout.tabs).toEqual([])
})
