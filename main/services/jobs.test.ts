import { dirname } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interruptJobs, startJob } from '../../db/keep/job'
import { addNotification, readNotifications } from '../../db/keep/notification'
import { listNotifications } from '../../db/queries/notification'
import { testVault, testWorkspace } from '../../db/testing/vault'
import type { Who } from '../../db/write/command'
import { openLog } from '../log'
import { Topics } from '../topics'
import { type EndedJob, type JobSteps, Jobs, resultOf } from './jobs'
import { Notifications } from './notifications'

type Vault = Awaited<ReturnType<typeof testVault>>

describe('long work', () => {
  let vault: Vault
  let other: Who
  const told: EndedJob[] = []
  let jobs: Jobs
  beforeAll(async () => {
    vault = await testVault()
    other = await testWorkspace(vault.engine, vault.who.accountId, 'Other')
    jobs = new Jobs({
      log: openLog(dirname(vault.dataDir)),
      topics: new Topics(),
      onEnd: async (ended) => void told.push(ended),
    })
  })
  afterAll(() => vault?.close())

  const caller = (who: Who = vault.who) => ({ engine: vault.engine, who })
  const newest = async (who?: Who) => (await jobs.list(caller(who)))[0]

  /** Goes on until it is cancelled. */
  const endless = ({ signal }: JobSteps) =>
    new Promise<null>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })

  it('is seen while it goes on, and its end and answer are kept', async () => {
    let goOn = () => {}
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const job = await jobs.begin(caller(), {
      kind: 'export',
      subject: 'Client A',
      work: async ({ progress }) => {
        await progress(0.5)
        await waiting
        return { files: 3 }
      },
    })
    await expect
      .poll(newest)
      .toMatchObject({ id: job.id, subject: 'Client A', state: 'running', progress: 0.5 })
    expect(await newest(other)).toBeUndefined()
    goOn()
    expect(await resultOf(job)).toEqual({ files: 3 })
    expect(await newest()).toMatchObject({ state: 'done', progress: 1, canCancel: false, problem: null })
    expect(told.at(-1)).toMatchObject({ kind: 'export', state: 'done' })
  })

  it('stops when it is cancelled, and not for another workspace', async () => {
    const job = await jobs.begin(caller(), { kind: 'trash.purge', work: endless })
    expect(jobs.cancel(other.workspaceId, job.id)).toBe(false)
    expect(jobs.cancel(vault.who.workspaceId, job.id)).toBe(true)
    await expect(resultOf(job)).rejects.toThrow('It was cancelled.')
    expect(await newest()).toMatchObject({ id: job.id, state: 'cancelled', problem: null, canRepeat: true })
    expect(jobs.cancel(vault.who.workspaceId, job.id)).toBe(false)
  })

  it('says why it failed', async () => {
    const job = await jobs.begin(caller(), {
      kind: 'import',
      work: async (): Promise<null> => {
        throw new Error('Line 3 is not JSON.')
      },
    })
    await expect(resultOf(job)).rejects.toThrow('Line 3')
    expect(await newest()).toMatchObject({
      state: 'failed',
      problem: 'Line 3 is not JSON.',
      canRepeat: false,
    })
  })

  it('of the vault is seen in every workspace, leaves no row, and can be begun again', async () => {
    let fails = true
    const work = async () => {
      if (fails) throw new Error('The disk is full.')
      return 'made'
    }
    const job = jobs.beginForVault({ kind: 'backup.take', work })
    await job.ended
    for (const who of [vault.who, other]) {
      expect(await newest(who)).toMatchObject({ id: job.id, problem: 'The disk is full.', canRepeat: true })
    }
    fails = false
    const again = jobs.againForVault(job.id)
    expect(await again?.ended).toEqual({ state: 'done', result: 'made' })
    expect((await jobs.list(caller())).filter(({ kind }) => kind === 'backup.take')).toMatchObject([
      { state: 'done' },
    ])
  })

  it('cut off by the closing says so, and so does one whose process died', async () => {
    const job = await jobs.begin(caller(other), { kind: 'export', work: endless })
    await jobs.stopAll()
    expect((await job.ended).state).toBe('interrupted')
    await startJob(vault.engine, other, { id: uuidv7(), kind: 'import', input: { subject: 'prompts.json' } })
    const dead = await interruptJobs(vault.engine, vault.who)
    expect(dead).toMatchObject([{ kind: 'import', input: { subject: 'prompts.json' } }])
    expect(await newest(other)).toMatchObject({ state: 'interrupted', endedAt: expect.any(String) })
    expect(await interruptJobs(vault.engine, vault.who)).toEqual([])
  })
})

describe('notifications', () => {
  let vault: Vault
  beforeAll(async () => {
    vault = await testVault()
  })
  afterAll(() => vault?.close())

  it('say the same thing once until it is read, to the account they are for', async () => {
    const { engine, who } = vault
    const failed = { kind: 'job.failed', jobKind: 'backup.take', problem: 'Full.', everybody: true } as const
    await addNotification(engine, who, failed)
    await addNotification(engine, who, { ...failed, problem: 'Still full.' })
    const runId = uuidv7()
    await addNotification(engine, who, { kind: 'run.done', subject: 'Refund', runId })
    const stranger = { ...who, accountId: uuidv7() }
    expect(await listNotifications(engine, stranger)).toMatchObject({ unread: 1 })
    const { items, unread } = await listNotifications(engine, who)
    expect(unread).toBe(2)
    expect(items).toMatchObject([
      { kind: 'run.done', subject: 'Refund', runId, jobKind: null, read: false },
      { kind: 'job.failed', jobKind: 'backup.take', problem: 'Still full.', runId: null },
    ])
    await readNotifications(engine, who, { commandId: uuidv7(), ids: [items[0]?.id ?? ''] })
    expect((await listNotifications(engine, who)).unread).toBe(1)
    await readNotifications(engine, who, { commandId: uuidv7() })
    expect((await listNotifications(engine, who)).unread).toBe(0)
    await addNotification(engine, who, failed)
    expect((await listNotifications(engine, who)).items).toHaveLength(3)
  })

  it('tell of a job that failed, and not of a backup that went well', async () => {
    const { engine, who } = vault
    const caller = { engine, who: await testWorkspace(engine) }
    const topics = new Topics()
    const notifications = new Notifications({
      log: openLog(dirname(vault.dataDir)),
      topics,
      host: () => ({ engine: caller.engine, who }),
    })
    const job = { caller, kind: 'import', subject: 'a.json', problem: 'Not JSON.', tookMs: 10 } as const
    await notifications.ofJob({ ...job, state: 'failed' })
    await notifications.ofJob({ ...job, caller: null, kind: 'backup.take', state: 'done', tookMs: 60_000 })
    expect((await listNotifications(engine, caller.who)).items).toMatchObject([
      { kind: 'job.failed', subject: 'a.json', problem: 'Not JSON.' },
    ])
  })
})
