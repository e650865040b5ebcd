import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BackupError } from '../db/backup/errors'
import { acquireLock } from '../db/lock'
import { appVersion, dataFolder } from '../db/testing/backups'
import type { VaultPaths } from '../db/vault-paths'
import { openLog } from './log'
import { VaultKeeper } from './vault-keeper'

let folder: { paths: VaultPaths; remove(): Promise<void> }
let keeper: VaultKeeper
let onOpen: () => Promise<void>
beforeEach(async () => {
  folder = await dataFolder()
  onOpen = async () => {}
  keeper = new VaultKeeper({ paths: folder.paths, appVersion }, () => onOpen(), openLog(folder.paths.folder))
})
afterEach(async () => {
  await keeper.close()
  await folder.remove()
})

test('a vault that another process has opens when that one is gone and somebody tries again', async () => {
  const other = await acquireLock(folder.paths.lockFile, { socketPath: folder.paths.socketPath })
  await keeper.open()
  expect(keeper.phase).toBe('locked')
  await keeper.openAgain()
  expect(keeper.phase).toBe('locked')
  other.release()
  await keeper.openAgain()
  expect(keeper.phase).toBe('open')
})

test('what is wrong around the data is no damage: no restore is offered, and it opens once that is put right', async () => {
  await keeper.open()
  await keeper.close()
  const version = join(folder.paths.dataDir, 'PG_VERSION')
  const right = readFileSync(version)
  writeFileSync(version, '12\n')
  await keeper.open()
  expect(keeper.phase).toBe('blocked')
  expect(keeper.sentence).toMatch(/12/)
  writeFileSync(version, right)
  await keeper.openAgain()
  expect(keeper.phase).toBe('open')
})

test.each([
  ['no-space', 'blocked'],
  ['damaged', 'damaged'],
] as const)('a backup before a migration that fails as %s leaves the vault %s', async (code, phase) => {
  onOpen = async () => {
    throw new BackupError(code, 'No backup was made.')
  }
  await keeper.open()
  expect(keeper.phase).toBe(phase)
})
