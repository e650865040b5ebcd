import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite } from '../../pglite/engine'
import { bundle } from './bundle'
import { freshDataDir, scratchFolder } from './fresh-vault'
import { killRepeatedly } from './kill'
import { mixedWorkload } from './mixed-workload'

const seed = Number(process.env.KILL_SEED ?? 20261121)
let folder: string

beforeAll(async () => {
  folder = await scratchFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test(`R1: ten kills lose no acknowledged step and damage nothing (seed ${seed})`, async () => {
  const dataDir = await freshDataDir(join(folder, 'data'))
  const engine = await openPglite({ dataDir })
  await mixedWorkload.prepare(engine)
  await engine.close()
  const writerFile = await bundle('db/testing/crash/mixed-writer.ts')
  const report = await killRepeatedly({ dataDir, writerFile, kills: 10, seed })
  expect(report.failedOpens).toEqual([])
  expect(report.damage).toEqual([])
  expect(report.lost).toBe(0)
  expect(report.acked).toBeGreaterThan(10)
}, 180_000)
