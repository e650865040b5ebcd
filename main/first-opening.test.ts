import { afterEach, beforeEach, expect, test } from 'vitest'
import { schemaFiles } from '../db/migrate'
import { dataFolder } from '../db/testing/backups'
import { beginOpening, type FirstOpening } from './first-opening'
import { VaultKeeper } from './vault-keeper'

let folder: Awaited<ReturnType<typeof dataFolder>>
let opening: FirstOpening
let keeper: VaultKeeper
beforeEach(async () => {
  folder = await dataFolder()
  opening = beginOpening(folder.data)
  keeper = new VaultKeeper(opening.options, async () => {}, opening.log, opening.vault)
})
afterEach(async () => {
  await keeper.close()
  await folder.remove()
})

test('the keeper takes the vault that is opening already, and opens later ones itself', async () => {
  await keeper.open()
  expect(keeper.phase).toBe('open')
  expect(keeper.openVault).toBe(await opening.vault)
  await keeper.whileClosed(async () => {})
  expect(keeper.phase).toBe('open')
  expect(keeper.openVault).not.toBe(await opening.vault)
})

test('no migration runs before the host has said how it is backed up', async () => {
  await keeper.open()
  const { engine, maintenance } = await opening.vault
  const [first] = schemaFiles().migrations
  if (!first) throw new Error('There are no migrations.')
  const order: string[] = []
  const due = opening.options.beforeMigration?.(first, engine, maintenance).then(() => order.push('goes on'))
  await engine.query('select 1')
  order.push('the host is there')
  opening.backUpWith(async ({ name }) => void order.push(name))
  await due
  expect(order).toEqual(['the host is there', first.name, 'goes on'])
})
