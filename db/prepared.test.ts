import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, migrationsHash, pending, schemaFiles } from './migrate'
import { openPglite } from './pglite/engine'
import { buildPrepared, readPreparedStamp, unpackPrepared } from './prepared'
import { rowsOf } from './testing/databases'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'promptstudio-prepared-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('it is made of the migrations this app carries, and not made again for nothing', async () => {
  expect((await readPreparedStamp())?.hash).toBe(migrationsHash())
  expect(await buildPrepared()).toBe(false)
})

test('the stamp changes with any migration or function', () => {
  const files = schemaFiles()
  const touched = files.functions.map((file, n) => (n === 0 ? { ...file, hash: 'another' } : file))
  expect(migrationsHash({ ...files, functions: touched })).not.toBe(migrationsHash(files))
})

test('unpacked it needs no migration and takes a first write that is found again', async () => {
  const dataDir = join(folder, 'vaults', 'default', 'data')
  await unpackPrepared(dataDir)
  expect(await readdir(join(dataDir, '..'))).toEqual(['data'])
  const engine = await openPglite({ dataDir })
  expect(await pending(engine)).toEqual([])
  expect(await migrate(engine, { appVersion: 'test' })).toEqual({ applied: [], functions: [], leftOut: [] })
  await engine.exec("insert into app_setting (key, value, updated_at) values ('a', '1', now())")
  await engine.close()
  const again = await openPglite({ dataDir })
  expect(await rowsOf(again, 'select key from app_setting')).toEqual([{ key: 'a' }])
  await again.close()
})

test('what a killed start left half unpacked is removed, and a database that is there is not touched', async () => {
  const dataDir = join(folder, 'data')
  await mkdir(`${dataDir}.tmp-12345`)
  await writeFile(join(`${dataDir}.tmp-12345`, 'PG_VERSION'), '18')
  await unpackPrepared(dataDir)
  expect(await readdir(folder)).toEqual(['data'])
  await writeFile(join(dataDir, 'mine'), '')
  await expect(unpackPrepared(dataDir)).rejects.toThrow('was not touched')
  expect(existsSync(join(dataDir, 'mine'))).toBe(true)
})
