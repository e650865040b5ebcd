import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Vault } from '../open'
import { type Author, appVersion, dataFolder, newAuthor, openTestVault, takeOf } from '../testing/backups'
import type { VaultPaths } from '../vault-paths'
import { findBackups, listBackups } from './list'
import { removeOld } from './retention'
import { takeBackup } from './take'
import { verifyBackup } from './verify'

// Each opens several databases; how long that takes is not what is tested.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

/** Where no small disk can be mounted, every file made below this folder meets a full one. */
const full = vi.hoisted((): { below: string | null } => ({ below: null }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const open: typeof real.open = async (path, flags, mode) => {
    if (full.below && flags !== 'r' && String(path).startsWith(full.below)) {
      throw Object.assign(new Error('ENOSPC: no space left on device, open'), { code: 'ENOSPC' })
    }
    return real.open(path, flags, mode)
  }
  return { ...real, open }
})

interface SmallDisk {
  /** False where it only behaves like one, and only in this process. */
  readonly real: boolean
  fill(): void
  free(): void
  remove(): void
}

/** Room for one backup and a half. Only root may mount. */
function smallDisk(place: string): SmallDisk {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', place], { stdio: 'ignore' })
  } catch {
    const free = () => {
      full.below = null
    }
    const fill = () => {
      full.below = place
    }
    return { real: false, fill, free, remove: free }
  }
  const filler = join(place, 'filler')
  return {
    real: true,
    fill() {
      const { bavail, bsize } = statfsSync(place)
      writeFileSync(filler, Buffer.alloc(bavail * bsize - 1024 * 1024))
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => execFileSync('umount', [place]),
  }
}

let folder: { paths: VaultPaths; remove(): Promise<void> }
let paths: VaultPaths
let vault: Vault
let author: Author
let disk: SmallDisk

beforeEach(async () => {
  folder = await dataFolder()
  paths = folder.paths
  mkdirSync(paths.backupsDir, { recursive: true })
  disk = smallDisk(paths.backupsDir)
  vault = await openTestVault(paths)
  author = await newAuthor(vault.engine)
})
afterEach(async () => {
  await vault.close()
  disk.remove()
  await folder.remove()
})

const backups = () => readdirSync(paths.backupsDir).filter((name) => name !== 'filler')
const verify = (id: string, limitMs?: number) =>
  verifyBackup(id, { backupsDir: paths.backupsDir, appVersion, limitMs })

describe('R6: no room for a backup', () => {
  test('is said, leaves nothing half done, and spares the vault and the last good backup', async () => {
    const first = await takeBackup(takeOf(vault))
    disk.fill()
    await author.save(2)
    await expect(takeBackup(takeOf(vault))).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringContaining('earlier backups are kept'),
    })
    if (disk.real) expect(await verify(first.id)).toMatchObject({ state: 'unchecked' })
    expect(backups()).toEqual([first.id])
    expect(await removeOld(paths.backupsDir, await findBackups(paths.backupsDir), new Date())).toEqual([])

    disk.free()
    await author.save(3)
    const second = await takeBackup(takeOf(vault))
    expect(second.counts.versions).toBe(first.counts.versions + 2)
    expect((await listBackups(paths.backupsDir)).map(({ id }) => id)).toEqual([second.id, first.id])
  })

  test('a check that is cut short says nothing against the backup', async () => {
    const { id } = await takeBackup(takeOf(vault))
    expect(await verify(id, 1)).toMatchObject({ state: 'unchecked', problem: null })
    expect(backups()).toEqual([id])
  })
})
