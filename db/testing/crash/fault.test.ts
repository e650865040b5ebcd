import { rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DbError } from '../../engine'
import { openPglite, type PgliteEngine } from '../../pglite/engine'
import { bundle } from './bundle'
import { freshDataDir, scratchFolder } from './fresh-vault'

let folder: string
let engine: PgliteEngine
let faultFile: string

beforeEach(async () => {
  folder = await scratchFolder()
  faultFile = join(folder, 'fault')
  process.env.DISK_FAULT = faultFile
  const workerFile = await bundle('db/testing/crash/failing-worker.ts')
  engine = await openPglite({ dataDir: await freshDataDir(join(folder, 'data')), workerFile })
  await engine.exec('create table note (id int primary key, body text)')
})
afterEach(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const write = (id: number) => engine.query('insert into note values ($1, $2)', [id, 'x'.repeat(3_000)])

/** The fault stands until the first call fails; then the disk is whole again. */
async function failing(fault: string, call: () => Promise<unknown>): Promise<unknown> {
  writeFileSync(faultFile, fault)
  try {
    await call()
    return 'acknowledged'
  } catch (error) {
    return error
  } finally {
    rmSync(faultFile)
  }
}

async function ids(): Promise<unknown[]> {
  const { rows } = await engine.query('select id from note order by id', [], { rowMode: 'array' })
  return rows.flat()
}

// Each reopening flushes the whole directory, which takes long beside other work.
describe('a failing disk', { timeout: 180_000 }, () => {
  test('a WAL flush that fails is not acknowledged, and the engine recovers', async () => {
    await write(1)
    const error = await failing('EIO fsync .*pg_wal/', () => write(2))
    expect(error).toBeInstanceOf(DbError)
    expect(error).toMatchObject({ kind: 'crashed', outcomeUnknown: true })
    await write(3)
    expect(await ids()).toEqual(expect.arrayContaining([1, 3]))
    expect(engine.stats().restarts).toBeGreaterThan(0)
  })

  test('a checkpoint whose flush fails is not acknowledged, and nothing is lost', async () => {
    await write(1)
    const error = await failing('EIO fsync .*/base/', () => engine.query('checkpoint'))
    expect(error).toMatchObject({ kind: 'crashed' })
    await engine.query('checkpoint')
    expect(await ids()).toEqual([1])
  })

  test('calls that only waited go on after the restart', async () => {
    const broken = failing('EIO fsync .*pg_wal/', () => write(1))
    const waiting = [ids(), ids()]
    await broken
    expect(await Promise.all(waiting)).toHaveLength(2)
  })

  test('R6: a full disk refuses the write, the vault stays readable and goes on once there is room', async () => {
    await write(1)
    const error = await failing('ENOSPC (write|truncate) .*/base/', () =>
      engine.query("insert into note select g, repeat('y', 3000) from generate_series(10, 2000) g"),
    )
    expect(error).toMatchObject({ kind: 'sql', code: '53100' })
    expect(await ids()).toEqual([1])
    await write(2)
    expect(await ids()).toEqual([1, 2])
  })

  test('R6: where even the log finds no room nothing is acknowledged, and the vault comes back by itself', async () => {
    await write(1)
    writeFileSync(faultFile, 'ENOSPC (mknod|write|fsync) .*pg_wal/')
    const error = await write(2).catch((reason) => reason)
    expect(error).toMatchObject({ kind: 'crashed' })
    await expect(ids()).rejects.toMatchObject({ kind: 'lost' })
    rmSync(faultFile)
    await expect.poll(() => ids().catch(() => []), { timeout: 90_000, interval: 500 }).toContain(1)
    await write(3)
  })
})
