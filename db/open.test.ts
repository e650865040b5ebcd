import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LockedError } from './lock'
import { NewerVaultError } from './migrate'
import { openVault } from './open'
import { makePartitions } from './partitions'
import { vaultPaths } from './vault-paths'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'studio-open-'))
})

afterEach(() => rmSync(data, { recursive: true, force: true }))

const open = () => openVault({ paths: vaultPaths(data), appVersion: '0.1.0' })

/** One hash over every file and its bytes. */
function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const path = join(folder, entry)
    hash.update(entry)
    if (statSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}

describe('opening a vault', () => {
  it('makes one from the prepared directory, as role app, and finds it again', async () => {
    const first = await open()
    expect(first.isNew).toBe(true)
    const { rows } = await first.engine.query('select current_user::text as who')
    expect(rows).toEqual([{ who: 'app' }])
    await expect(open()).rejects.toBeInstanceOf(LockedError)
    await first.close()
    const second = await open()
    expect(second.isNew).toBe(false)
    await second.engine.superuser((session) => makePartitions(session))
    const months = await second.engine.query(
      "select 1 from pg_inherits where inhparent = 'execution'::regclass",
    )
    expect(months.rows).toHaveLength(6)
    await second.close()
  })

  it.each([
    ['nothing', ''],
    ['zeros', '\0'.repeat(64)],
  ])('opens where a power cut left %s in the lock file of the engine', async (_, content) => {
    await (await open()).close()
    writeFileSync(join(vaultPaths(data).dataDir, 'postmaster.pid'), content)
    const vault = await open()
    expect((await vault.engine.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await vault.close()
  })

  it('refuses a vault of a newer studio and changes no byte of it (R10)', async () => {
    const vault = await open()
    await vault.close()
    const { markerFile, folder } = vaultPaths(data)
    const marker = JSON.parse(readFileSync(markerFile, 'utf8'))
    writeFileSync(markerFile, JSON.stringify({ ...marker, migrations: [...marker.migrations, '9999_later'] }))
    const before = hashOf(folder)
    const refusal = await open().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(NewerVaultError)
    expect(String(refusal)).toContain('9999_later')
    expect(hashOf(folder)).toBe(before)
  })

  it('takes a vault that was copied to another folder', async () => {
    const vault = await open()
    await vault.close()
    const elsewhere = mkdtempSync(join(tmpdir(), 'studio-copied-'))
    cpSync(data, elsewhere, { recursive: true })
    const copy = await openVault({ paths: vaultPaths(elsewhere), appVersion: '0.1.0' })
    expect(copy.isNew).toBe(false)
    await copy.close()
    rmSync(elsewhere, { recursive: true, force: true })
  })
})
