import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsHash } from '../../db/migrate'
import { openVault, type Vault } from '../../db/open'
import { fill } from '../../db/testing/fill'
import { vaultPaths } from '../../db/vault-paths'
import { firstIdentity } from '../../main/people'
import { note } from '../report'

/** Where a bench works: BENCH_DIR, or a folder beside the build products, which lie on a disk. */
export function workFolder(name: string): string {
  const folder = join(process.env.BENCH_DIR ?? 'out/bench-data', name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** The sizes that the targets of `start` and `browse` belong to; more runs only where a metric asks for them. */
const size = { templates: 5_000, versions: 5 }
const usualRuns = 50_000

export interface BigVault {
  readonly data: string
  /** What was made, in words. */
  readonly rows: string
}

/**
 * A folder of data whose vault holds a full library and its past; kept for the next bench while schema and app's
 * starter library stay the same.
 */
export const bigVault = (runs = usualRuns): Promise<BigVault> =>
  keptVault(`big-${runs}`, (vault) => fillVault(vault, runs))

/** A folder of data by its name, filled once; kept for the next bench while the schema stays the same. */
export async function keptVault(name: string, made: (vault: Vault) => Promise<string>): Promise<BigVault> {
  const data = join(workFolder('vaults'), `${name}-${migrationsHash().slice(0, 12)}`)
  const stamp = join(data, 'rows.txt')
  if (!existsSync(stamp)) {
    note('making the big vault; this takes some minutes, once')
    rmSync(data, { recursive: true, force: true })
    const vault = await openVault({ paths: vaultPaths(data), appVersion: '0.0.0' })
    const rows = await made(vault)
    // As the studio leaves a vault behind once it was idle for half a minute.
    await vault.engine.superuser((session) => session.exec('vacuum (analyze)'), { limitMs: 600_000 })
    await vault.maintenance.checkpoint()
    await vault.close()
    writeFileSync(stamp, rows)
  }
  return { data, rows: readFileSync(stamp, 'utf8') }
}

/** The first profile's workspace, as a first start makes it, with five thousand templates more. */
async function fillVault({ engine }: Vault, runs: number): Promise<string> {
  const identity = await firstIdentity(engine)
  const made = await fill(engine, { ...identity, door: 'test' }, { ...size, runs })
  return `${made.templates} templates, ${made.versions} versions, ${made.runs} runs, made in ${made.ms} ms`
}

/** A vault of the same rows that may be written to. */
export function copyOfVault({ data }: BigVault, name: string): string {
  const copy = join(workFolder(name), 'data')
  rmSync(copy, { recursive: true, force: true })
  cpSync(join(data, 'vaults'), join(copy, 'vaults'), { recursive: true })
  return copy
}
