import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackupEntry } from '../../contract/vault'
import type { FoundBackup } from './list'
import type { Manifest } from './manifest'
import { type Keep, toRemove, usualKeep } from './retention'
import { dueForVerification, isBackupDue } from './schedule'

const hourMs = 3_600_000
const start = Date.UTC(2026, 0, 1)

function backup(
  at: number,
  more: Partial<{ reason: BackupEntry['reason']; bytes: number; verified: boolean }> = {},
): FoundBackup {
  const takenAt = new Date(at).toISOString()
  const counts = { items: 1, versions: 1, runs: 0, workspaces: {} }
  const manifest: Manifest = {
    format: 1,
    id: takenAt,
    sequence: at,
    reason: more.reason ?? 'schedule',
    takenAt,
    fullAt: takenAt,
    appVersion: '0.1.0',
    pgliteVersion: '0.5.14',
    migrations: [],
    schemaHash: '',
    nextXid: '1',
    counts,
    bytes: more.bytes ?? 1,
    copiedBytes: 0,
    folders: [],
    files: [],
  }
  const verdict = more.verified
    ? { state: 'verified' as const, problem: null, at: takenAt, appVersion: '0.1.0' }
    : null
  return { id: takenAt, folder: '', manifest, verdict, problem: null }
}

/** Newest first, as they are listed. */
const every = (hours: number, count: number) =>
  Array.from({ length: count }, (_, index) => backup(start + (count - 1 - index) * hours * hourMs))

const end = (backups: readonly FoundBackup[]) =>
  new Date(Math.max(...backups.map(({ manifest }) => Date.parse(manifest?.takenAt ?? ''))) + 1)

describe('which backups are kept', () => {
  it('keeps the three newest, one a day for a week and one a week for a month', () => {
    const backups = every(1, 24 * 40)
    const gone = new Set(toRemove(backups, end(backups)))
    const kept = backups.filter(({ id }) => !gone.has(id))
    expect(kept.slice(0, 3)).toEqual(backups.slice(0, 3))
    expect(kept.length).toBeLessThanOrEqual(3 + 7 + 4)
    expect(new Set(kept.map(({ id }) => id.slice(0, 10))).size).toBeGreaterThanOrEqual(7 + 2)
  })

  it('removes nothing while the clock reads earlier than the newest backup', () => {
    const backups = every(1, 200)
    expect(toRemove(backups, new Date(start - 10 * 365 * 24 * hourMs))).toEqual([])
  })

  it('never removes the newest verified one, nor the newest, whatever the size', () => {
    const sizes = fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 500 }),
        bytes: fc.integer({ min: 0, max: 9 }),
        verified: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    )
    const tiny: Keep = { ...usualKeep, bytes: 5 }
    fc.assert(
      fc.property(sizes, (made) => {
        let at = start
        const backups = made
          .map(({ gap, bytes, verified }) => {
            at += gap * hourMs
            return backup(at, { bytes, verified })
          })
          .reverse()
        const gone = toRemove(backups, end(backups), tiny)
        const lastVerified = backups.find(({ verdict }) => verdict)?.id
        expect(gone).not.toContain(backups[0]?.id)
        if (lastVerified) expect(gone).not.toContain(lastVerified)
      }),
    )
  })

  it('keeps the two newest of those made before a migration', () => {
    const before = [1, 2, 3]
      .map((month) => backup(start + month * 24 * hourMs, { reason: 'migration' }))
      .reverse()
    const later = every(1, 24 * 60).map(({ manifest }) =>
      backup(Date.parse(manifest?.takenAt ?? '') + 90 * 24 * hourMs),
    )
    const gone = toRemove([...later, ...before], end(later))
    expect(before.map(({ id }) => gone.includes(id))).toEqual([false, false, true])
  })
})

describe('when a backup is due', () => {
  const now = (minutes: number) => new Date(start + minutes * 60_000)

  it('comes every 15 minutes where something changed, hourly for a large vault, and never where nothing did', () => {
    const small = [backup(start)]
    const large = [backup(start, { bytes: 600 * 1024 * 1024 })]
    expect(isBackupDue({ now: now(14), backups: small, changed: true })).toBe(false)
    expect(isBackupDue({ now: now(15), backups: small, changed: true })).toBe(true)
    expect(isBackupDue({ now: now(15), backups: large, changed: true })).toBe(false)
    expect(isBackupDue({ now: now(60), backups: large, changed: true })).toBe(true)
    expect(isBackupDue({ now: now(600), backups: small, changed: false })).toBe(false)
    expect(isBackupDue({ now: now(0), backups: [], changed: true })).toBe(true)
  })

  it('is due at once after the clock was set back', () => {
    expect(isBackupDue({ now: now(-600), backups: [backup(start)], changed: true })).toBe(true)
  })

  it('verifies one a day: the newest that nobody has looked at', () => {
    const verified = backup(start, { verified: true })
    const newer = backup(start + 30 * hourMs)
    expect(dueForVerification({ now: now(60 * 31), backups: [newer, verified] })).toBe(newer.id)
    expect(dueForVerification({ now: now(60 * 20), backups: [backup(start + hourMs), verified] })).toBeNull()
  })
})
