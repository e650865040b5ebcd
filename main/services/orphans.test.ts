import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getRun } from '../../db/queries/run'
import { record } from '../../db/record'
import { begunRun } from '../../db/testing/runs'
import { type TestVault, testVault } from '../../db/testing/vault'
import { openLog } from '../log'
import { Topics } from '../topics'
import { Notifications } from './notifications'
import { Orphans } from './orphans'

const data = mkdtempSync(join(tmpdir(), 'orphans-'))
let vault: TestVault
beforeAll(async () => {
  vault = await testVault()
})
afterAll(async () => {
  await vault?.close()
  rmSync(data, { recursive: true, force: true })
})

it('interrupts what a dead studio left under way before anybody reads a run, and leaves alone what runs here', async () => {
  const { engine, who } = vault
  const [dead, here] = [begunRun(), begunRun()]
  await record(engine, who, { commandId: uuidv7(), begun: [dead, here] })
  const topics = new Topics()
  const announced: unknown[] = []
  topics.listen((workspaceId, topic) => announced.push([workspaceId, topic]))
  const log = openLog(data)
  const orphans = new Orphans({
    topics,
    log,
    notifications: new Notifications({ log, topics, host: () => null }),
    runs: { holds: (_, id) => id === here.id },
    jobs: { holds: () => false },
  })
  orphans.startAgain(engine, { deviceId: who.deviceId, door: 'browser' })
  await orphans.settled()
  const status = async (id: string) => (await getRun(engine, who.workspaceId, id))?.status
  expect(await status(dead.id)).toBe('interrupted')
  expect(await status(here.id)).toBe('running')
  expect(announced).toContainEqual([null, { aggregate: 'run', id: null }])

  // Once for each opening: a run that begins later is nobody's orphan.
  const later = begunRun()
  await record(engine, who, { commandId: uuidv7(), begun: [later] })
  await orphans.settled()
  expect(await status(later.id)).toBe('running')
  await orphans.close()
})
