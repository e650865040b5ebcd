import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { findNewest } from './list'
import { type Verdict, writeVerdict } from './verdict'

const backups = mkdtempSync(join(tmpdir(), 'promptstudio-newest-'))
afterEach(() => rmSync(backups, { recursive: true, force: true }))

function backup(id: string, state?: Verdict['state']): void {
  mkdirSync(join(backups, id), { recursive: true })
  const at = '2026-03-01T00:00:00.000Z'
  if (state) writeVerdict(join(backups, id), { state, problem: null, at, appVersion: '1.0.0' })
}

it('tells the newest backup that is not broken from the newest that was verified', async () => {
  expect(await findNewest(backups)).toEqual({ takenAt: null, verifiedTakenAt: null })
  backup('2026-03-01T08-00-00Z', 'verified')
  backup('2026-03-02T08-00-00Z', 'verified')
  backup('2026-03-03T08-00-00Z', 'whole')
  backup('2026-03-04T08-00-00Z')
  backup('2026-03-05T08-00-00Z', 'broken')
  backup('2026-03-06T08-00-00Z.partial')
  expect(await findNewest(backups)).toEqual({
    takenAt: '2026-03-04T08:00:00.000Z',
    verifiedTakenAt: '2026-03-02T08:00:00.000Z',
  })
})
