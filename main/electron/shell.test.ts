import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../core/commands'
import { crashCounter } from './crashes'
import { menuTemplate } from './menu'
import { keepPlace, readPlace } from './place'
import { keychain } from './safe-storage'

describe('the menu', () => {
  it('shows every command of the table once, with its key, and tells which was chosen', () => {
    const chosen: string[] = []
    const menu = menuTemplate(commands, (id) => chosen.push(id))
    const items = menu
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .filter((item) => item.id)
    expect(items.map((item) => item.id).toSorted()).toEqual(commands.map(({ id }) => id).toSorted())
    const save = items.find((item) => item.id === 'version.save')
    expect(save).toMatchObject({ accelerator: 'CommandOrControl+S', registerAccelerator: false })
    expect(items.find((item) => item.id === 'run.stop')?.accelerator).toBe('Esc')
    expect(menu.every(({ submenu }) => Array.isArray(submenu) && submenu.length > 0)).toBe(true)
  })

  it('has no key twice', () => {
    // Those of a canvas count only while it has the focus.
    const keys = commands.flatMap((command) =>
      'key' in command && command.by !== 'canvas' ? [command.key] : [],
    )
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const folder = () => mkdtempSync(join(tmpdir(), 'promptstudio-place-'))
  const place = { x: 100, y: 50, width: 1000, height: 700, maximised: true }

  it('comes back as it was left', () => {
    const data = folder()
    keepPlace(data, place)
    expect(readPlace(data, [screen])).toEqual(place)
  })

  it('is left to the system where the screen it was on is gone', () => {
    const data = folder()
    keepPlace(data, { ...place, x: 2500 })
    expect(readPlace(data, [screen])).toEqual({ width: 1000, height: 700, maximised: true })
    expect(readPlace(data, [screen, { x: 1920, y: 0, width: 1920, height: 1080 }]).x).toBe(2500)
  })

  it('fits the largest screen there is', () => {
    const data = folder()
    keepPlace(data, { ...place, width: 4000, height: 3000, x: 0, y: 0 })
    expect(readPlace(data, [screen])).toMatchObject({ width: 1920, height: 1080 })
  })

  it('starts afresh from a file that is broken or foreign, and leaves nothing half written', () => {
    for (const text of ['', '{', '{"window":{"width":-5}}', '[]', '{"window":{"width":"a"}}']) {
      const data = folder()
      writeFileSync(join(data, 'boot.json'), text)
      expect(readPlace(data, [screen])).toEqual({ width: 1440, height: 900, maximised: false })
      keepPlace(data, place)
      expect(JSON.parse(readFileSync(join(data, 'boot.json'), 'utf8'))).toEqual({ window: place })
    }
  })
})

describe('a page that dies', () => {
  it('is brought back unless it died three times within a minute', () => {
    const counter = crashCounter()
    expect([0, 30_000, 59_000].map((time) => counter.isLoop(time))).toEqual([false, false, true])
    const slow = crashCounter()
    expect([0, 40_000, 80_000, 120_000].map((time) => slow.isLoop(time))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

describe('the keychain', () => {
  const storage = (backend: 'basic_text' | 'gnome_libsecret', available = true) => ({
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (plain: string) => Buffer.from(plain).reverse(),
    decryptStringAsync: async (sealed: Buffer) => ({
      shouldReEncrypt: false,
      result: Buffer.from(sealed).reverse().toString(),
    }),
  })

  it('seals and opens', async () => {
    const os = await keychain(storage('gnome_libsecret'), 'linux')
    const sealed = (await os?.encrypt('key')) ?? Buffer.alloc(0)
    expect(sealed.toString()).not.toBe('key')
    expect(await os?.decrypt(sealed)).toBe('key')
  })

  it('is no keychain where it is missing, or protects with a password everybody knows', async () => {
    expect(await keychain(storage('basic_text'), 'linux')).toBeNull()
    expect(await keychain(storage('gnome_libsecret', false), 'linux')).toBeNull()
    expect(await keychain(storage('basic_text'), 'darwin')).not.toBeNull()
  })
})
