import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getConnection, listConnections } from '../queries/connection'
import { countVault } from '../queries/counts'
import { getDraft } from '../queries/draft'
import { getRun } from '../queries/run'
import { getSetting } from '../queries/setting'
import { listAccounts, listWorkspaces } from '../queries/workspace'
import { record } from '../record'
import { interruptOrphans } from '../record/orphans'
import { phaseId } from '../record/phase-id'
import { textTemplate } from '../testing/documents'
import { begunRun, finishedRun } from '../testing/runs'
import { type TestVault, testVault, testWorkspace } from '../testing/vault'
import type { Who } from '../write/command'
import { type ConnectionInput, keepConnection, keepSecretRef, removeConnection } from './connection'
import { discardDraft, keepDraft } from './draft'
import { keepPreferences } from './preferences'
import { keepSetting } from './setting'

describe('what is kept without versions', () => {
  let vault: TestVault
  let other: Who
  beforeAll(async () => {
    vault = await testVault()
    other = await testWorkspace(vault.engine, vault.who.accountId, 'Test')
  })
  afterAll(() => vault?.close())

  const connection = (more: Partial<ConnectionInput> = {}): ConnectionInput => ({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local',
    kind: 'simulator',
    models: ['sim-small'],
    shared: false,
    ...more,
  })

  it('keeps one draft an item, account and device, the last one kept', async () => {
    const { engine, who } = vault
    const entityId = uuidv7()
    const draft = (text: string) => ({
      commandId: uuidv7(),
      entityId,
      baseVersionId: null,
      document: textTemplate(text),
      values: { name: text },
    })
    await keepDraft(engine, who, draft('first'))
    const extras = { files: [], history: [], toolAnswers: { get_weather: '{"sky": "clear"}' } }
    const undo = {
      steps: [{ text: { message: 'm', from: 0, removed: 'first', inserted: 'second' } }],
      position: 1,
    }
    const { keptAt } = await keepDraft(engine, who, { ...draft('second'), undo, extras })
    expect(await getDraft(engine, who, entityId)).toMatchObject({ undo, extras })
    expect(await getDraft(engine, who, entityId)).toMatchObject({
      document: textTemplate('second'),
      values: { name: 'second' },
      keptAt,
    })
    expect(await getDraft(engine, { ...who, deviceId: uuidv7() }, entityId)).toBeNull()
    await discardDraft(engine, who, { commandId: uuidv7(), entityId })
    expect(await getDraft(engine, who, entityId)).toBeNull()
  })

  it('shows a connection to the other workspaces of its owner only where it is shared, and lets none change it', async () => {
    const { engine, who } = vault
    const stranger = await testWorkspace(engine, uuidv7(), 'Stranger')
    const own = connection()
    await keepConnection(engine, who, own)
    expect(await listConnections(engine, other.workspaceId)).toEqual([])
    await keepConnection(engine, who, { ...own, commandId: uuidv7(), rowVersion: 1, shared: true })
    await keepSecretRef(engine, who, { commandId: uuidv7(), id: own.id, secretRef: 'key-1' })
    expect(await listConnections(engine, other.workspaceId)).toMatchObject([
      { id: own.id, own: false, secretRef: 'key-1', workspaceId: who.workspaceId },
    ])
    expect(await listConnections(engine, stranger.workspaceId)).toEqual([])

    const attempt = { ...own, commandId: uuidv7(), rowVersion: 2, name: 'Taken over' }
    await expect(keepConnection(engine, other, attempt)).rejects.toThrow('changed or removed elsewhere')
    await removeConnection(engine, other, { commandId: uuidv7(), id: own.id })
    expect(await getConnection(engine, who.workspaceId, own.id)).toMatchObject({ name: 'Local', own: true })
    await removeConnection(engine, who, { commandId: uuidv7(), id: own.id })
    expect(await listConnections(engine, other.workspaceId)).toEqual([])
  })

  it('refuses a connection changed meanwhile', async () => {
    const { engine, who } = vault
    const own = connection()
    await keepConnection(engine, who, own)
    await keepConnection(engine, who, { ...own, commandId: uuidv7(), rowVersion: 1, name: 'Renamed' })
    const late = { ...own, commandId: uuidv7(), rowVersion: 1, name: 'Late' }
    await expect(keepConnection(engine, who, late)).rejects.toThrow('changed or removed elsewhere')
    expect(await getConnection(engine, who.workspaceId, own.id)).toMatchObject({ name: 'Renamed' })
  })

  it('keeps a choice for one account or for everybody', async () => {
    const { engine, who } = vault
    const choose = (scope: 'account' | 'workspace', value: string) =>
      keepSetting(engine, who, { commandId: uuidv7(), scope, key: 'theme', value })
    await choose('account', 'light')
    await choose('account', 'dark')
    await choose('workspace', 'system')
    expect(await getSetting(engine, who, { scope: 'account', key: 'theme' })).toBe('dark')
    expect(await getSetting(engine, who, { scope: 'workspace', key: 'theme' })).toBe('system')
    expect(await getSetting(engine, who, { scope: 'workspace', key: 'other' })).toBeUndefined()
  })

  it('changes the preferences that are named, for one account, in every workspace', async () => {
    const { engine, who } = vault
    const chosen = async () =>
      (await listAccounts(engine)).find((account) => account.id === who.accountId)?.preferences
    const changes = { theme: 'dark', shortcuts: { 'template.run': 'Mod+R' } } as const
    await keepPreferences(engine, who, { commandId: uuidv7(), changes })
    await keepPreferences(engine, other, { commandId: uuidv7(), changes: { theme: 'light' } })
    expect(await chosen()).toEqual({ theme: 'light', shortcuts: { 'template.run': 'Mod+R' } })
    const stranger = { ...who, accountId: uuidv7() }
    await keepPreferences(engine, stranger, { commandId: uuidv7(), changes: { theme: 'system' } })
    expect(await chosen()).toMatchObject({ theme: 'light' })
  })

  it('interrupts what a dead process left running in any workspace, once, also from before a restore', async () => {
    const { engine, who } = vault
    const dead = [begunRun(), begunRun({ status: 'queued' }), begunRun({ startedAt: '2999-01-01T00:00:00Z' })]
    for (const [index, owner] of [who, other, { ...who, deviceId: uuidv7() }].entries()) {
      const run = dead[index]
      if (run) await record(engine, owner, { commandId: uuidv7(), begun: [run] })
    }
    expect(await interruptOrphans(engine, who)).toHaveLength(3)
    expect(await interruptOrphans(engine, who)).toEqual([])
    expect(await getRun(engine, who.workspaceId, dead[0]?.id ?? '')).toMatchObject({ status: 'interrupted' })
    const late = {
      commandId: phaseId(dead[0]?.id ?? '', 'finish'),
      finished: [finishedRun(dead[0]?.id ?? '')],
    }
    expect(await record(engine, who, late)).toBe(false)
  })

  it('gives workspaces of one name slugs of their own and counts the vault', async () => {
    const { engine, who } = vault
    const mine = await listWorkspaces(engine, who.accountId)
    expect(mine.map((workspace) => workspace.slug)).toEqual(['test', 'test-2'])
    expect(await countVault(engine)).toMatchObject({ workspaces: 3, items: 0, runs: 3 })
  })
})
