import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Author, dataFolder, newAuthor, openTestVault } from '../testing/backups'
import { flipByte } from '../testing/damage'
import type { VaultPaths } from '../vault-paths'
import { exportEverything } from './export'

let folder: { paths: VaultPaths; remove(): Promise<void> }
let paths: VaultPaths

beforeAll(async () => {
  folder = await dataFolder()
  paths = folder.paths
})
afterAll(() => folder.remove())

const lines = (place: string, table: string) =>
  readFileSync(join(place, 'tables', `${table}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)

test('everything that can still be read leaves an open vault, and a damaged one, with a report', async () => {
  const vault = await openTestVault(paths)
  const author: Author = await newAuthor(vault.engine)
  for (let n = 2; n <= 12; n++) await author.save(n)
  const whole = await exportEverything({ paths, open: vault })
  expect(lines(whole.folder, 'entity_version')).toHaveLength(14)
  expect(readdirSync(join(whole.folder, 'data'))).toContain('PG_VERSION')
  expect(readFileSync(join(whole.folder, 'README.txt'), 'utf8')).toMatch(
    /Keys of providers are not in this export/,
  )

  const { rows } = await vault.engine.superuser((session) =>
    session.query("select pg_relation_filepath('content') as heap, pg_relation_filepath('entity') as entity"),
  )
  await vault.close()
  const [row] = rows
  if (!(typeof row === 'object' && row && 'heap' in row)) throw new Error('The table has no file.')
  flipByte(join(paths.dataDir, String(row.heap)), 5_000)
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const damaged = await exportEverything({ paths })
  expect(lines(damaged.folder, 'entity_version')).toHaveLength(14)
  expect(lines(damaged.folder, 'content').length).toBeLessThan(lines(whole.folder, 'content').length)
}, 120_000)
