import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OsEncryption } from './sealer'
import { KeyStore } from './store'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'promptstudio-keys-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

/** Seals for itself alone, as each machine's keychain does. */
const keychainOf = (machine: string): OsEncryption => ({
  encrypt: async (plain) => Buffer.from(`${machine}:${Buffer.from(plain).toString('base64')}`),
  decrypt: async (sealed) => {
    const [owner, text = ''] = sealed.toString().split(':')
    if (owner !== machine) throw new Error('Not sealed here.')
    return Buffer.from(text, 'base64').toString()
  },
})

it('opens on a desktop where a passphrase sealed the keys before, and asks for it', async () => {
  const before = await KeyStore.open(data)
  await before.unlock('correct horse')
  await before.set('ref', 'sk-canary', true)

  const desktop = await KeyStore.open(data, keychainOf('here'))
  expect(desktop.state()).toEqual({ store: 'key_file', locked: true, exists: true })
  await desktop.unlock('correct horse')
  expect(await desktop.get('ref')).toBe('sk-canary')
})

it('opens where the keychain that sealed the keys is gone, and leaves them as they are', async () => {
  const before = await KeyStore.open(data, keychainOf('there'))
  await before.set('ref', 'sk-canary', true)
  const sealed = readFileSync(before.file)

  const moved = await KeyStore.open(data, keychainOf('here'))
  await moved.set('other', 'sk-new', true)
  expect(moved.whereIs('ref')).toBe('locked')
  expect(moved.whereIs('other')).toBe('session')
  expect(readFileSync(before.file)).toEqual(sealed)
})

it('a key that is deleted while the file is locked is gone once it is opened', async () => {
  const before = await KeyStore.open(data)
  await before.unlock('correct horse')
  await before.set('ref', 'sk-canary', true)
  await before.set('other', 'sk-kept', true)

  const again = await KeyStore.open(data)
  await again.delete('ref')
  await again.unlock('correct horse')
  expect([again.has('ref'), again.has('other')]).toEqual([false, true])
  const last = await KeyStore.open(data)
  await last.unlock('correct horse')
  expect([last.has('ref'), last.has('other')]).toEqual([false, true])
})
