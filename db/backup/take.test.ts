import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Vault } from '../open'
import { type Author, appVersion, dataFolder, newAuthor, openTestVault, takeOf } from '../testing/backups'
import type { VaultPaths } from '../vault-paths'
import { listBackups } from './list'
import { takeBackup } from './take'
import { verifyBackup } from './verify'

// Each opens several databases; how long that takes is not what is tested.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let folder: { paths: VaultPaths; remove(): Promise<void> }
let paths: VaultPaths
let vault: Vault
let author: Author

beforeEach(async () => {
  folder = await dataFolder()
  paths = folder.paths
  vault = await openTestVault(paths)
  author = await newAuthor(vault.engine)
})
afterEach(async () => {
  await vault.close()
  await folder.remove()
})

const verify = (id: string) => verifyBackup(id, { backupsDir: paths.backupsDir, appVersion })

describe('a backup', () => {
  test('opens, is whole and holds what was counted', async () => {
    await author.save(2)
    const taken = await takeBackup(takeOf(vault))
    expect(taken.counts).toMatchObject({ items: 3, versions: 4, runs: 0 })
    expect((await listBackups(paths.backupsDir)).map((entry) => entry.state)).toEqual(['unchecked'])
    expect(await verify(taken.id)).toMatchObject({ state: 'verified', problem: null, items: 3 })
  })

  test('links what did not change to the one before, and copies what did', async () => {
    const first = await takeBackup(takeOf(vault))
    expect(first.copiedBytes).toBe(first.bytes)
    const later = new Date(Date.parse(first.takenAt) + 10_000)
    // Stamps as young as the last copy are not relied on, so the second copies much again and links by content.
    const second = await takeBackup(takeOf(vault, { now: () => later }))
    const inode = (id: string, path: string) =>
      statSync(join(paths.backupsDir, id, path), { throwIfNoEntry: false })?.ino
    // The log grows by whole segments whenever upkeep comes by: only what it describes is compared.
    const tables = second.files.filter(({ path }) => !path.startsWith('data/pg_wal/'))
    const linked = tables.filter(({ path }) => inode(second.id, path) === inode(first.id, path))
    const bytes = (files: typeof tables) => files.reduce((sum, file) => sum + file.bytes, 0)
    expect(bytes(linked)).toBeGreaterThan(bytes(tables) * 0.6)
    await author.save(2)
    const third = await takeBackup(takeOf(vault, { now: () => later }))
    expect(inode(third.id, 'data/PG_VERSION')).toBe(inode(second.id, 'data/PG_VERSION'))
    expect(await verify(third.id)).toMatchObject({ state: 'verified' })
    expect(await verify(first.id)).toMatchObject({ state: 'verified' })
  })
})
