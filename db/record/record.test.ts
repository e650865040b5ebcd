import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getEntity } from '../queries/entity'
import { listEntities } from '../queries/entity-list'
import { getRun, listRuns } from '../queries/run'
import { record } from '../record'
import { textTemplate } from '../testing/documents'
import { begunRun, finishedRun } from '../testing/runs'
import { nativeTestVault, type TestVault, testVault } from '../testing/vault'
import { createEntity } from '../write/create-entity'
import { phaseId } from './phase-id'

const engines = [
  { name: 'PGlite', open: testVault },
  { name: 'PostgreSQL', open: nativeTestVault },
]

describe.each(engines)('record on $name', ({ open }) => {
  let vault: TestVault
  let template: string
  beforeAll(async () => {
    vault = await open()
    const item = { description: '', title: 'Place' }
    const make = (
      type: 'lab' | 'template',
      parentId: string | null,
      document: Parameters<typeof createEntity>[2]['document'],
    ) =>
      createEntity(vault.engine, vault.who, {
        ...item,
        commandId: uuidv7(),
        id: uuidv7(),
        type,
        parentId,
        document,
      })
    const lab = await make('lab', null, { kind: 'lab' })
    template = (await make('template', lab.id, textTemplate('Hello {{ name }}'))).id
  })
  afterAll(() => vault?.close())

  it('keeps what a run sent and answered, and counts it once', async () => {
    const { engine, who } = vault
    const begun = begunRun({ entityId: template, values: { name: 'Ada' } })
    const end = {
      commandId: phaseId(begun.id, 'finish'),
      finished: [finishedRun(begun.id, { answer: 'Hi\u0000 Ada' })],
    }
    expect(await record(engine, who, { commandId: phaseId(begun.id, 'begin'), begun: [begun] })).toBe(true)
    expect(await getRun(engine, who.workspaceId, begun.id)).toMatchObject({ status: 'running', answer: null })
    expect(await record(engine, who, end)).toBe(true)
    expect(await record(engine, who, end)).toBe(false)
    expect(await getRun(engine, who.workspaceId, begun.id)).toMatchObject({
      status: 'success',
      messages: begun.messages,
      values: { name: 'Ada' },
      answer: 'Hi\u0000 Ada',
      usage: { cost: '0.0021' },
    })
    expect(await getEntity(engine, who, template)).toMatchObject({
      runs: 1,
      averageCost: '0.0021',
    })
    const { items } = await listEntities(engine, who, { deep: false, sort: 'updated', limit: 10 })
    expect(items).toMatchObject([{ id: template, runs: 1, form: 'text' }])
  })

  it('freezes a finished run and counts no second end', async () => {
    const { engine, who } = vault
    const begun = begunRun({ entityId: template })
    await record(engine, who, { commandId: uuidv7(), begun: [begun], finished: [finishedRun(begun.id)] })
    const before = await getEntity(engine, who, template)
    await record(engine, who, {
      commandId: uuidv7(),
      finished: [finishedRun(begun.id, { status: 'failed', answer: 'other' })],
    })
    expect(await getRun(engine, who.workspaceId, begun.id)).toMatchObject({
      status: 'success',
      answer: 'Hello',
    })
    expect((await getEntity(engine, who, template))?.runs).toBe(before?.runs)
    const { items } = await listRuns(engine, who.workspaceId, { entityId: template, limit: 1 })
    expect(items.map((item) => item.id)).toEqual([begun.id])
  })
})
