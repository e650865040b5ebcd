import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PgliteEngine } from '../../db/pglite/engine'
import { type TestVault, testVault, testWorkspace } from '../../db/testing/vault'
import { KeyStore } from '../secrets/store'
import { forgetKey, removeWithKey, saveConnection, setKey } from './connections'

describe('the keys of connections', () => {
  const data = mkdtempSync(join(tmpdir(), 'promptstudio-keys-'))
  let vault: TestVault<PgliteEngine>
  beforeAll(async () => {
    vault = await testVault()
  })
  afterAll(async () => {
    await vault?.close()
    rmSync(data, { recursive: true, force: true })
  })

  const local = (address: string, more = {}) => ({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null as number | null,
    name: 'Local',
    kind: 'openai_compatible' as const,
    address,
    models: ['one'],
    shared: false,
    ...more,
  })

  it('do not follow a connection to another server, but stay through any other change', async () => {
    const keys = await KeyStore.open(data)
    const first = local('http://127.0.0.1:8080/v1')
    await saveConnection(keys, vault, first)
    await setKey(keys, vault, { id: first.id, key: 'sk-canary', remember: false })

    const path = { ...first, commandId: uuidv7(), rowVersion: 1, address: 'http://127.0.0.1:8080/api' }
    expect(await saveConnection(keys, vault, path)).toMatchObject({ keyState: 'session' })
    const moved = { ...first, commandId: uuidv7(), rowVersion: 2, address: 'http://127.0.0.1:9090/v1' }
    expect(await saveConnection(keys, vault, moved)).toMatchObject({ keyState: 'none_needed' })
  })

  it('are set, forgotten and removed by their own workspace only, shared or not', async () => {
    const keys = await KeyStore.open(data)
    const other = { ...vault, who: await testWorkspace(vault.engine, vault.who.accountId, 'Other') }
    for (const shared of [true, false]) {
      const mine = local('http://127.0.0.1:8080/v1', { shared })
      await saveConnection(keys, vault, mine)
      await setKey(keys, vault, { id: mine.id, key: 'sk-canary', remember: false })
      const code = shared ? 'REFUSED' : 'NOT_FOUND'
      const tries = [
        setKey(keys, other, { id: mine.id, key: 'sk-theirs', remember: false }),
        forgetKey(keys, other, mine.id),
        removeWithKey(keys, other, { commandId: uuidv7(), id: mine.id }),
      ]
      for (const attempt of tries) await expect(attempt).rejects.toMatchObject({ code })
      const away = { ...mine, commandId: uuidv7(), rowVersion: 1, address: 'http://127.0.0.1:9090' }
      await expect(saveConnection(keys, other, away)).rejects.toThrow('changed or removed elsewhere')
      const same = { ...mine, commandId: uuidv7(), rowVersion: 1 }
      expect(await saveConnection(keys, vault, same)).toMatchObject({ keyState: 'session' })
    }
  })

  it('are not called forgotten while a locked file keeps them', async () => {
    const keys = await KeyStore.open(data)
    await keys.unlock('correct horse')
    const mine = local('http://127.0.0.1:8080/v1')
    await saveConnection(keys, vault, mine)
    await setKey(keys, vault, { id: mine.id, key: 'sk-canary', remember: true })

    const locked = await KeyStore.open(data)
    await expect(forgetKey(locked, vault, mine.id)).rejects.toMatchObject({ code: 'locked' })
    await locked.unlock('correct horse')
    expect(await forgetKey(locked, vault, mine.id)).toMatchObject({ keyState: 'none_needed' })
  })
})
