import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listEntities } from './queries/entity-list'
import { catchUp } from './search-index'
import { textTemplate } from './testing/documents'
import { type TestVault, testVault } from './testing/vault'
import { createEntity } from './write/create-entity'
import { renameEntity } from './write/place'
import { saveDocument } from './write/save-document'

let vault: TestVault
beforeAll(async () => {
  vault = await testVault()
})
afterAll(() => vault?.close())

async function template(text: string) {
  const { engine, who } = vault
  const place = { description: '', commandId: uuidv7(), id: uuidv7(), parentId: null }
  const lab = await createEntity(engine, who, {
    ...place,
    type: 'lab',
    title: 'Lab',
    document: { kind: 'lab' },
  })
  return createEntity(engine, who, {
    ...place,
    commandId: uuidv7(),
    id: uuidv7(),
    parentId: lab.id,
    type: 'template',
    title: 'Item',
    document: textTemplate(text),
  })
}

async function found(filter: string): Promise<string[]> {
  const query = { filter, deep: false, sort: 'updated', limit: 50 } as const
  const { items } = await listEntities(vault.engine, vault.who, query)
  return items.map(({ id }) => id)
}

test('a new item is found at once, a saved text when search has caught up, and each save is read once', async () => {
  const { engine, who } = vault
  const item = await template('about walruses')
  expect(await found('walruses')).toEqual([item.id])
  const document = textTemplate('about narwhals')
  await saveDocument(engine, who, { commandId: uuidv7(), id: item.id, rowVersion: 1, document })
  const reached = await catchUp(engine, who.workspaceId, null)
  expect(await found('narwhals')).toEqual([item.id])
  expect(await found('walruses')).toEqual([])
  expect(await catchUp(engine, who.workspaceId, reached)).toBe(reached)
  expect(await catchUp(engine, who.workspaceId, null)).toBe(null)
})

test('many items behind are all read, whichever were read before', async () => {
  const { engine, who } = vault
  const items = []
  for (let n = 0; n < 35; n += 1) items.push(await template(`number ${n}`))
  for (const item of items) {
    const document = textTemplate('all of them meerkats')
    await saveDocument(engine, who, { commandId: uuidv7(), id: item.id, rowVersion: 1, document })
  }
  let steps = 0
  await catchUp(engine, who.workspaceId, null, () => ++steps > 2)
  await catchUp(engine, who.workspaceId, null)
  expect((await found('meerkats')).sort()).toEqual(items.map(({ id }) => id).sort())
})

test('a reading that comes late does not undo what a later change told search itself', async () => {
  const { engine, who } = vault
  const item = await template('about otters')
  const change = { commandId: uuidv7(), id: item.id, rowVersion: 1 }
  await saveDocument(engine, who, { ...change, document: textTemplate('about beavers') })
  // Between the look at what is behind and the writing of it.
  let renamed = false
  const slow: typeof engine = new Proxy(engine, {
    get(target, name, receiver) {
      if (name !== 'pipeline') return Reflect.get(target, name, receiver)
      return async (...args: Parameters<typeof engine.pipeline>) => {
        if (args[0].some(({ sql }) => sql.startsWith('update')) && !renamed) {
          renamed = true
          await renameEntity(engine, who, {
            commandId: uuidv7(),
            id: item.id,
            rowVersion: 2,
            title: 'Renamed',
          })
        }
        return target.pipeline(...args)
      }
    },
  })
  await catchUp(slow, who.workspaceId, null)
  expect(renamed).toBe(true)
  expect(await found('Renamed')).toEqual([item.id])
})
