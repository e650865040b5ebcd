import { chmodSync, cpSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DamagedVault, GuardError, guardDataDir } from './guards'
import { freshDataDir, scratchFolder } from './testing/crash/fresh-vault'

let folder: string
let whole: string

beforeAll(async () => {
  folder = await scratchFolder()
  chmodSync(folder, 0o555)
  whole = await freshDataDir(join(folder, 'whole'))
  // The guard looks at no table, and copies are many.
  for (const database of ['1', '4', '5']) emptyFolder(join(whole, 'base', database))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function emptyFolder(path: string): void {
  rmSync(path, { recursive: true })
  mkdirSync(path)
}

/** A copy of a whole vault after `harm`. */
function copied(harm: (dataDir: string) => void): string {
  const dataDir = join(folder, 'harmed')
  rmSync(dataDir, { recursive: true, force: true })
  cpSync(whole, dataDir, { recursive: true })
  harm(dataDir)
  return dataDir
}

function lookAt(dataDir: string): unknown {
  try {
    return guardDataDir(dataDir)
  } catch (error) {
    return error
  }
}

const guardAfter = (harm: (dataDir: string) => void) => lookAt(copied(harm))

/** Root may read and write everything, so for a moment we are somebody who owns nothing here. */
function asNobody<T>(act: () => T): T {
  const nobody = 65_534
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.(nobody)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}

describe('the guard of a data directory', () => {
  test('lets a whole vault pass and leaves nothing behind', async () => {
    expect(guardDataDir(whole)).toEqual([])
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test.each<[string, (dataDir: string) => void]>([
    ['PG_VERSION missing', (dir) => rmSync(join(dir, 'PG_VERSION'))],
    ['PG_VERSION emptied', (dir) => truncateSync(join(dir, 'PG_VERSION'))],
    ['pg_control missing', (dir) => rmSync(join(dir, 'global/pg_control'))],
    ['pg_control cut', (dir) => truncateSync(join(dir, 'global/pg_control'), 512)],
    ['pg_control zeroed', (dir) => writeFileSync(join(dir, 'global/pg_control'), Buffer.alloc(8192))],
    ['base missing', (dir) => rmSync(join(dir, 'base'), { recursive: true })],
    ['the log missing', (dir) => rmSync(join(dir, 'pg_wal'), { recursive: true })],
    ['the configuration missing', (dir) => rmSync(join(dir, 'postgresql.conf'))],
  ])('calls it damaged: %s', (_, harm) => {
    expect(guardAfter(harm)).toBeInstanceOf(DamagedVault)
  })

  test('calls an emptied log damaged', () => {
    const error = guardAfter((dir) => {
      emptyFolder(join(dir, 'pg_wal'))
    })
    expect(error).toBeInstanceOf(DamagedVault)
  })

  test('tells another version, a foreign folder, an empty and a missing one apart', () => {
    expect(guardAfter((dir) => writeFileSync(join(dir, 'PG_VERSION'), '17\n'))).toMatchObject({
      code: 'version',
    })
    const foreign = join(folder, 'foreign')
    mkdirSync(foreign)
    expect(() => guardDataDir(foreign)).toThrow(expect.objectContaining({ code: 'empty' }))
    writeFileSync(join(foreign, 'holiday.jpg'), '')
    expect(() => guardDataDir(foreign)).toThrow(expect.objectContaining({ code: 'foreign' }))
    expect(() => guardDataDir(join(folder, 'none'))).toThrow(GuardError)
  })

  test('refuses what it may not read or write', () => {
    const dataDir = copied(() => {})
    expect(asNobody(() => lookAt(dataDir))).toMatchObject({ code: 'unreadable' })
    for (const part of ['', 'global', 'base', 'pg_wal', 'pg_xact']) chmodSync(join(dataDir, part), 0o555)
    for (const part of ['PG_VERSION', 'global/pg_control']) chmodSync(join(dataDir, part), 0o444)
    expect(asNobody(() => lookAt(dataDir))).toMatchObject({ code: 'read-only' })
    chmodSync(dataDir, 0o755)
  })

  test('warns of a folder that a cloud service synchronises', () => {
    const synced = join(folder, 'Dropbox', 'vault')
    mkdirSync(join(folder, 'Dropbox'))
    cpSync(whole, synced, { recursive: true })
    expect(guardDataDir(synced)).toMatchObject([{ code: 'cloud-folder' }])
  })
})
