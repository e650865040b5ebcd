import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StoredConnection } from '../../db/queries/connection'
import { KeyStore } from '../secrets/store'
import { judgeKeys } from './keys'

const connection: StoredConnection = {
  id: '0193c000-0000-7000-8000-000000000001',
  workspaceId: '0193c000-0000-7000-8000-00000000000a',
  name: 'OpenAI',
  kind: 'openai',
  address: null,
  models: [],
  limits: { atOnce: null, perMinute: null, timeout: 600, retries: 2 },
  shared: false,
  own: true,
  secretRef: 'ref',
  rowVersion: 1,
  updatedAt: '2026-01-01T00:00:00Z',
}

it('keys: one that is lost, and a key file that others may read, are found', async () => {
  const data = mkdtempSync(join(tmpdir(), 'promptstudio-keys-'))
  const keys = await KeyStore.open(data)
  expect(judgeKeys(keys, [{ ...connection, secretRef: null }])).toMatchObject({ ok: true })

  await keys.unlock('a long passphrase')
  await keys.set('ref', 'sk-canary', true)
  const kept = judgeKeys(keys, [connection])
  expect(kept).toEqual({ ok: true, sentence: 'Keys are kept in a sealed key file.', remedy: null })
  expect(judgeKeys(keys, [{ ...connection, secretRef: 'gone' }])).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('OpenAI'),
  })

  const locked = await KeyStore.open(data)
  expect(judgeKeys(locked, [connection])).toMatchObject({
    ok: true,
    sentence: expect.stringContaining('locked'),
  })

  chmodSync(keys.file, 0o644)
  expect(judgeKeys(keys, [connection])).toMatchObject({
    ok: false,
    remedy: expect.stringContaining('chmod 600'),
  })
})
