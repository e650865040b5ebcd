import { expect, test } from 'vitest'
import { proveBackups } from '../testing/backup-proof'
import { dataFolder } from '../testing/backups'

test('ten backups under writes each hold exactly what was acknowledged when they were taken', async () => {
  const { paths, remove } = await dataFolder()
  try {
    const { failures, acked } = await proveBackups(paths, 10)
    expect(failures).toEqual([])
    expect(acked).toBeGreaterThan(20)
  } finally {
    await remove()
  }
}, 600_000)
