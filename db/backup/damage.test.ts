import { chmodSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { GuardError, guardDataDir } from '../guards'
import { dataFolder } from '../testing/backups'
import { damagesOfEachKind } from '../testing/damage'
import { type DamagePatient, newPatient, surviveDamage } from '../testing/damaged-vault'

// Each opens several databases; how long that takes is not what is tested.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

describe('R4: a damaged vault', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>
  let patient: DamagePatient
  beforeAll(async () => {
    folder = await dataFolder()
    patient = await newPatient(folder.paths)
  })
  afterAll(() => folder.remove())

  test.each(damagesOfEachKind)('$name: detected, kept, restored', async (damage) => {
    const outcome = await surviveDamage(patient, damage)
    expect(outcome.detected).not.toBeNull()
    expect(outcome).toMatchObject({ preserved: true, restoredFrom: patient.backup, whole: true })
  })

  test('that nobody may read is refused with the remedy, and nothing in it is changed', () => {
    const { dataDir } = folder.paths
    chmodSync(dataDir, 0o000)
    // Root reads all the same, so somebody else has to try.
    const root = process.geteuid?.() === 0
    if (root) process.seteuid?.(65_534)
    try {
      expect(() => guardDataDir(dataDir)).toThrow(GuardError)
    } finally {
      if (root) process.seteuid?.(0)
      chmodSync(dataDir, 0o700)
    }
  })
})
