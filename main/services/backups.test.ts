import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appVersion, dataFolder, newAuthor } from '../../db/testing/backups'
import type { VaultPaths } from '../../db/vault-paths'
import { openLog } from '../log'
import { Topics } from '../topics'
import { VaultKeeper } from '../vault-keeper'
import { Backups } from './backups'
import { Jobs } from './jobs'

/** A restore opens a copy in a process of its own, which takes a while where several people share two cores. */
const patience = { timeout: 240_000 }

describe('backups around a restore', () => {
  let folder: { paths: VaultPaths; remove(): Promise<void> }
  let keeper: VaultKeeper
  let backups: Backups
  let migrates = false

  beforeAll(async () => {
    folder = await dataFolder()
    const { paths } = folder
    const log = openLog(paths.folder)
    const topics = new Topics()
    keeper = new VaultKeeper(
      { paths, appVersion },
      async (vault) => {
        if (migrates) await backups.beforeMigration(vault)
      },
      log,
    )
    backups = new Backups({
      paths,
      appVersion,
      keeper,
      topics,
      jobs: new Jobs({ log, topics, onEnd: async () => {} }),
      log,
      launch: undefined,
      quiesce: async () => {},
    })
    await keeper.open()
  })
  afterAll(async () => {
    await backups?.close()
    await keeper?.close()
    await folder?.remove()
  })

  it('takes the next one although the restored vault counts from further back', patience, async () => {
    const old = await backups.take('asked')
    const author = await newAuthor((await keeper.vault()).engine)
    for (let n = 2; n < 12; n++) await author.save(n)
    await backups.restore(old.id)
    expect((await backups.list()).map(({ reason }) => reason)).toEqual(['restore', 'asked'])
    await backups.atQuit()
    expect((await backups.list())[0]).toMatchObject({ reason: 'quit', items: old.items })
    await backups.atQuit()
    expect(await backups.list()).toHaveLength(3)
  })

  it('opens a restored vault that is migrated first', patience, async () => {
    migrates = true
    const [newest] = await backups.list()
    await backups.restore(newest?.id ?? '')
    expect(keeper.phase).toBe('open')
    expect((await backups.list())[0]).toMatchObject({ reason: 'migration', state: 'verified' })
  })
})
