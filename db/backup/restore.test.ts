import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { deviceId } from '../device'
import { type Author, appVersion, dataFolder, newAuthor, openTestVault, takeOf } from '../testing/backups'
import { flipByte } from '../testing/damage'
import type { VaultPaths } from '../vault-paths'
import { countRows } from './counts'
import { listBackups } from './list'
import { type Manifest, manifestSchema } from './manifest'
import { NoGoodBackupError, planRestore, restore } from './restore'
import { finishInterruptedRestore, stagingOf, swapSteps } from './swap'
import { takeBackup } from './take'
import { verifyBackup } from './verify'

// Each opens several databases; how long that takes is not what is tested.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let folder: { paths: VaultPaths; remove(): Promise<void> }
let paths: VaultPaths
let older: Manifest
let newer: Manifest
let device: string

/** Two backups of a closed vault: one with 4 versions (places and the template), one with 6; the vault has 7. */
beforeAll(async () => {
  folder = await dataFolder()
  paths = folder.paths
  const vault = await openTestVault(paths)
  device = await deviceId(vault.engine)
  const author: Author = await newAuthor(vault.engine)
  await author.save(2)
  older = await takeBackup(takeOf(vault))
  await author.save(5)
  await author.save(6)
  newer = await takeBackup(takeOf(vault))
  await author.save(7)
  await vault.close()
})
afterAll(() => folder.remove())

/** Harm to a file of a backup that the end of the test undoes. */
const undo: (() => void)[] = []
afterEach(() => {
  for (const back of undo.splice(0)) back()
})

function harm(file: string, act: (file: string) => void): void {
  const bytes = readFileSync(file)
  undo.push(() => writeFileSync(file, bytes))
  act(file)
}

const options = () => ({ paths, appVersion })
const backup = (taken: Manifest, ...below: string[]) => join(paths.backupsDir, taken.id, ...below)

async function versionsNow(): Promise<{ versions: number; device: string }> {
  const vault = await openTestVault(paths)
  try {
    const { versions } = await vault.engine.superuser(countRows)
    return { versions, device: await deviceId(vault.engine) }
  } finally {
    await vault.close()
  }
}

/** Writes a manifest anew with something changed. */
function rewrite(taken: Manifest, change: (manifest: Manifest) => Manifest): void {
  harm(backup(taken, 'manifest.json'), (file) => {
    writeFileSync(file, JSON.stringify(change(manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))))
  })
}

describe('restore', () => {
  test('tells beforehand what would be missing', async () => {
    expect(await planRestore(options())).toMatchObject({
      backup: { id: newer.id },
      missingItems: 0,
      missingRuns: 0,
    })
  })

  test('brings back the newest, keeps what was there and begins a new chain of events', async () => {
    writeFileSync(join(paths.dataDir, 'global/pg_control'), 'gone')
    const restored = await restore(options())
    expect(restored).toMatchObject({ restoredFrom: newer.id, passedOver: [] })
    expect(readFileSync(join(restored.quarantine ?? '', 'data/global/pg_control'), 'utf8')).toBe('gone')
    const now = await versionsNow()
    expect(now.versions).toBe(6)
    expect(now.device).not.toBe(device)
    expect((await listBackups(paths.backupsDir))[0]).toMatchObject({ id: newer.id, state: 'verified' })
  })

  test('restores the one that is named, and refuses a name that is none', async () => {
    expect(await restore({ ...options(), id: older.id })).toMatchObject({ restoredFrom: older.id })
    await expect(restore({ ...options(), id: '../../etc' })).rejects.toThrow(NoGoodBackupError)
    expect((await versionsNow()).versions).toBe(4)
  })

  test('leaves the vault alone where no backup is good', async () => {
    const { versions } = await versionsNow()
    for (const taken of [older, newer]) harm(backup(taken, 'manifest.json'), rmSync)
    await expect(restore(options())).rejects.toThrow(NoGoodBackupError)
    expect(existsSync(stagingOf(paths))).toBe(false)
    expect((await versionsNow()).versions).toBe(versions)
  })
})

/** Ways in which the newest backup can be bad. */
const spoilt: readonly (readonly [string, () => void])[] = [
  ['a file is cut', () => harm(backup(newer, newest().path), (file) => truncateSync(file, 10))],
  ['a file is gone', () => harm(backup(newer, newest().path), rmSync)],
  ['a byte of a table is flipped', () => harm(backup(newer, newest().path), (file) => flipByte(file, 4_000))],
  [
    'the control file is flipped',
    () => harm(backup(newer, 'data/global/pg_control'), (file) => flipByte(file, 60)),
  ],
  ['the manifest is cut', () => harm(backup(newer, 'manifest.json'), (file) => truncateSync(file, 500))],
  ['the manifest is gone', () => harm(backup(newer, 'manifest.json'), rmSync)],
  [
    'the counts are wrong',
    () => rewrite(newer, (m) => ({ ...m, counts: { ...m.counts, workspaces: miscounted(m) } })),
  ],
  ['the schema is older', () => rewrite(newer, (m) => ({ ...m, schemaHash: '0'.repeat(64) }))],
  [
    'the schema is newer',
    () => rewrite(newer, (m) => ({ ...m, migrations: [...m.migrations, '9999_later'] })),
  ],
  [
    'it holds another workspace',
    () => rewrite(newer, (m) => ({ ...m, counts: { ...m.counts, workspaces: foreign(m) } })),
  ],
]

/** A file that only the newest backup has, so that harm to it spares the older one. */
function newest() {
  const before = new Map(older.files.map((file) => [file.path, file.sha256]))
  const own = newer.files.find(
    (file) => /base\/5\/\d+$/.test(file.path) && file.bytes >= 8_192 && before.get(file.path) !== file.sha256,
  )
  if (!own) throw new Error('Both backups hold the same files.')
  return own
}

const miscounted = ({ counts }: Manifest) =>
  Object.fromEntries(
    Object.entries(counts.workspaces).map(([id, held]) => [id, { ...held, versions: held.versions + 1 }]),
  )
const foreign = ({ counts }: Manifest) =>
  Object.fromEntries(
    Object.values(counts.workspaces).map((held, n) => [`019a0000-0000-7000-8000-00000000000${n}`, held]),
  )

describe('R5: the newest backup is bad itself', () => {
  test.each(spoilt)('%s: the one before is restored', async (_name, spoil) => {
    spoil()
    rmSync(backup(newer, 'verified.json'), { force: true })
    const restored = await restore(options())
    expect(restored.restoredFrom).toBe(older.id)
    // One without a manifest has no place in the order and is tried last.
    expect(restored.passedOver.every(({ id }) => id === newer.id)).toBe(true)
  })
})

describe('an exchange that is interrupted', () => {
  test('after any of its steps ends with the restored vault, and the old one in quarantine', () => {
    const staged = join(paths.folder, 'staged')
    cpSync(paths.dataDir, join(staged, 'data'), { recursive: true })
    cpSync(paths.blobsDir, join(staged, 'blobs'), { recursive: true })
    appendFileSync(join(staged, 'data/postgresql.conf'), '# restored\n')
    const marker = { appVersion, migrations: [...newer.migrations] }
    const isRestored = (place: string) =>
      readFileSync(join(place, 'data/postgresql.conf'), 'utf8').endsWith('# restored\n')
    const total = swapSteps(paths, { quarantine: join(paths.quarantineDir, 'x'), marker }).length
    for (let died = 0; died <= total; died++) {
      cpSync(staged, stagingOf(paths), { recursive: true })
      const quarantine = join(paths.quarantineDir, `after-${died}`)
      for (const step of swapSteps(paths, { quarantine, marker }).slice(0, died)) step()
      finishInterruptedRestore(paths)
      expect(existsSync(stagingOf(paths))).toBe(false)
      expect(existsSync(join(paths.folder, 'restore.json'))).toBe(false)
      expect(existsSync(join(paths.folder, 'vault.json'))).toBe(true)
      if (died === 0) expect(isRestored(paths.folder)).toBe(false)
      else {
        expect(isRestored(paths.folder)).toBe(true)
        expect(existsSync(join(quarantine, 'data/PG_VERSION'))).toBe(true)
      }
    }
  })
})

test('a check that fails is noted, and can be made again', async () => {
  const file = newest()
  flipByte(backup(newer, file.path), 4_000)
  const check = () => verifyBackup(newer.id, { backupsDir: paths.backupsDir, appVersion })
  expect(await check()).toMatchObject({ state: 'broken', problem: expect.stringContaining(file.path) })
  flipByte(backup(newer, file.path), 4_000)
  expect(await check()).toMatchObject({ state: 'verified', problem: null })
})
