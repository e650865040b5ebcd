import { readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshDataDir, scratchFolder } from '../testing/crash/fresh-vault'
import { openPglite, type PgliteEngine } from './engine'
import { startMaintenance } from './maintenance'

let folder: string
let dataDir: string
let engine: PgliteEngine
let said: string[]

beforeEach(async () => {
  folder = await scratchFolder()
  dataDir = await freshDataDir(join(folder, 'data'))
  engine = await openPglite({ dataDir })
  said = []
  await engine.exec('create table note (id int primary key, body text)')
})
afterEach(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const onHealth = ({ message }: { message: string }) => said.push(message)
const soon = { lookEveryMs: 20, checkpointEveryMs: 40, idleMs: 0, onHealth }

function bytesIn(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

describe('maintenance', () => {
  test('R12: keeps 5,000 updates without a checkpoint of ours within three times the live data', async () => {
    await engine.query("insert into note select g, repeat('x', 2000) from generate_series(1, 500) g")
    await engine.query('checkpoint')
    const live = bytesIn(dataDir)
    const maintenance = startMaintenance(engine, soon)
    for (let round = 0; round < 100; round++) {
      await engine.pipeline(
        Array.from({ length: 50 }, (_, at) => ({
          sql: 'update note set body = $2 where id = $1',
          params: [((round * 50 + at) % 500) + 1, `${round}`.repeat(1_000)],
        })),
      )
    }
    await expect
      .poll(() => said.filter((line) => line.startsWith('VACUUM of public.note')).length)
      .toBeGreaterThan(0)
    await maintenance.stop()
    expect(said.filter((line) => line.startsWith('CHECKPOINT')).length).toBeGreaterThan(0)
    expect(bytesIn(dataDir)).toBeLessThan(3 * live)
    const { rows } = await engine.query('select count(*)::int as n from note')
    expect(rows).toEqual([{ n: 500 }])
  })

  test('rests while it is held, and does what is due afterwards', async () => {
    const maintenance = startMaintenance(engine, soon)
    const release = await maintenance.hold()
    await engine.query("insert into note select g, '' from generate_series(1, 1000) g")
    said = []
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(said).toEqual([])
    release()
    await expect.poll(() => said.join()).toContain('CHECKPOINT')
    await maintenance.stop()
  })

  test('leaves tables alone while the user is there', async () => {
    const maintenance = startMaintenance(engine, { ...soon, idleMs: 60_000 })
    await engine.query("insert into note select g, '' from generate_series(1, 1000) g")
    await expect.poll(() => said.join()).toContain('CHECKPOINT')
    await maintenance.stop()
    expect(said.join()).not.toContain('VACUUM')
  })

  test('tells the planner of a table that grew, without waiting for the user to leave', async () => {
    const planned = async () => {
      const { rows } = await engine.query(
        "select count(*)::int as n from pg_stats where tablename = 'note' and attname = 'body'",
      )
      return rows
    }
    const maintenance = startMaintenance(engine, { ...soon, idleMs: 60_000, pauseMs: 0 })
    await engine.query("insert into note select g, '' from generate_series(1, 400) g")
    await expect.poll(() => said.join()).toContain('CHECKPOINT')
    expect(await planned()).toEqual([{ n: 0 }])
    await engine.query("insert into note select g, '' from generate_series(401, 1600) g")
    await expect.poll(() => said.join()).toContain('ANALYZE of public.note')
    await maintenance.stop()
    expect(await planned()).toEqual([{ n: 1 }])
    expect(said.join()).not.toContain('VACUUM')
  })

  test('has nothing to do where nothing was written', async () => {
    await engine.query('checkpoint')
    const maintenance = startMaintenance(engine, soon)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await maintenance.stop()
    expect(said).toEqual([])
  })
})
