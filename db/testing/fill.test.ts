import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getEntity } from '../queries/entity'
import { countEntities, listEntities } from '../queries/entity-list'
import { listRuns } from '../queries/run'
import { saveDocument } from '../write/save-document'
import { textTemplate } from './documents'
import { type FillReport, fill } from './fill'
import { brokenRules } from './invariants'
import { type TestVault, testVault } from './vault'

let vault: Awaited<ReturnType<typeof testVault>>
let filled: FillReport
beforeAll(async () => {
  vault = await testVault()
  filled = await fill(vault.engine, vault.who, { templates: 230, versions: 3, runs: 400, libraries: 3 })
})
afterAll(() => (vault satisfies TestVault)?.close())

it('fills a vault whose every rule holds, and goes on from there', async () => {
  const { engine, who } = vault
  const { items } = await listEntities(engine, who, {
    deep: false,
    sort: 'updated',
    limit: 5,
  })
  expect(await countEntities(engine, who, { deep: false })).toBe(230)
  const first = items[0]
  expect(first).toMatchObject({ versionNumber: 3, rowVersion: 3, form: 'text' })
  await saveDocument(engine, who, {
    commandId: uuidv7(),
    id: first?.id ?? '',
    rowVersion: 3,
    document: textTemplate('Written by hand'),
  })
  expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  const used = filled.templateIds[0] ?? ''
  const runs = await listRuns(engine, who.workspaceId, { entityId: used, limit: 200 })
  expect((await getEntity(engine, who, used))?.runs).toBe(runs.items.length)
})
