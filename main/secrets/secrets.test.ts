import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeyFile, keychainSecrets } from './key-file'
import { REDACTED, redactSecrets } from './redact'
import { sessionSecrets } from './session'

const canary = 'sk-canary-0123456789abcdef'
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'))
  path = join(folder, 'keys.sealed')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('KeyFile', () => {
  it('is locked until its passphrase is given, and gives back what was stored', async () => {
    const first = new KeyFile(path)
    expect(first.state()).toEqual({ locked: true, exists: false })
    await expect(first.get('a')).rejects.toMatchObject({ code: 'locked' })
    await first.unlock('correct horse')
    await Promise.all([first.set('a', canary), first.set('b', 'other'), first.delete('b')])

    const second = new KeyFile(path)
    expect(second.state()).toEqual({ locked: true, exists: true })
    await second.unlock('correct horse')
    expect(await second.get('a')).toBe(canary)
    expect(second.has('b')).toBe(false)
    await expect(second.get('b')).rejects.toMatchObject({ code: 'missing' })
    second.lock()
    await expect(second.get('a')).rejects.toMatchObject({ code: 'locked' })
  })

  it('binds the passphrase that was given first, before any key is stored', async () => {
    await new KeyFile(path).unlock('correct horse')
    await expect(new KeyFile(path).unlock('wrong horse')).rejects.toMatchObject({ code: 'wrong_passphrase' })
  })

  it('refuses a wrong passphrase, a changed byte and a foreign file, and leaves the file as it is', async () => {
    const file = new KeyFile(path)
    await file.unlock('correct horse')
    await file.set('a', canary)
    const good = readFileSync(path)
    await expect(new KeyFile(path).unlock('wrong horse')).rejects.toMatchObject({ code: 'wrong_passphrase' })
    const flipped = Buffer.from(good)
    flipped[good.length - 1] = (flipped[good.length - 1] ?? 0) ^ 1
    for (const bytes of [flipped, Buffer.from('hello'), Buffer.alloc(0)]) {
      writeFileSync(path, bytes)
      const damaged = new KeyFile(path)
      await expect(damaged.unlock('correct horse')).rejects.toMatchObject({ name: 'SecretsError' })
      await expect(damaged.set('a', 'new')).rejects.toMatchObject({ code: 'locked' })
      expect(readFileSync(path)).toEqual(bytes)
    }
  })

  it('holds no key in any readable form, for the owner only, and leaves nothing beside it', async () => {
    const file = new KeyFile(path)
    await file.unlock('correct horse')
    await file.set('a', canary)
    const raw = readFileSync(path)
    for (const form of [
      canary,
      Buffer.from(canary).toString('base64'),
      Buffer.from(canary).toString('hex'),
    ]) {
      expect(raw.includes(form)).toBe(false)
    }
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['keys.sealed'])
  })

  it('never seals two states alike: a fresh nonce each time', async () => {
    const file = new KeyFile(path)
    await file.unlock('correct horse')
    const nonces = new Set<string>()
    for (let round = 0; round < 5; round++) {
      await file.set('a', 'same')
      nonces.add(readFileSync(path).subarray(17, 29).toString('hex'))
    }
    expect(nonces.size).toBe(5)
  })
})

describe('keychainSecrets', () => {
  // The sealer of the OS, as the Electron door hands it in.
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xa5))
  const os = {
    encrypt: async (plain: string) => turn(Buffer.from(plain)),
    decrypt: async (sealed: Buffer) => turn(sealed).toString(),
  }

  it('opens without a question and keeps its keys', async () => {
    const first = await keychainSecrets(path, os)
    await first.set('a', canary)
    const second = await keychainSecrets(path, os)
    expect([second.store, second.state().locked, await second.get('a')]).toEqual(['keychain', false, canary])
  })

  it('says so where the keychain refuses', async () => {
    await (await keychainSecrets(path, os)).set('a', canary)
    const refused = { ...os, decrypt: async () => Promise.reject(new Error('no keyring')) }
    await expect(keychainSecrets(path, refused)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('sessionSecrets', () => {
  it('keeps keys for the session', async () => {
    const secrets = sessionSecrets()
    await secrets.set('a', canary)
    expect([await secrets.get('a'), secrets.has('a'), secrets.state().locked]).toEqual([canary, true, false])
    await secrets.delete('a')
    await expect(secrets.get('a')).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('redactSecrets', () => {
  it('takes known keys out in every form', () => {
    const secret = 'unusual key/with+signs'
    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
    ]
    for (const form of forms)
      expect(redactSecrets(`before ${form} after`, [secret])).toBe(`before ${REDACTED} after`)
  })

  it.each([
    'Incorrect API key provided: sk-proj-abc123def456ghi.',
    'Authorization: Bearer abc.def.ghi-123456',
    'GET /v1/models?key=AIzaSyA1234567890abcdefghijklmnopq&alt=sse',
    '{"x-api-key": "abcdef123456"}',
    'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.sig',
  ])('takes out what looks like a key: %s', (text) => {
    const clean = redactSecrets(text)
    expect(clean).toContain(REDACTED)
    expect(clean).not.toMatch(/abc123|abc\.def|AIza|abcdef123456|eyJ/)
  })

  it('leaves prose alone', () => {
    const prose = 'The task-based approach asked for 12 tokens; risk-averse readers keep the key in a drawer.'
    expect(redactSecrets(prose)).toBe(prose)
  })
})
