import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenVaultOptions, openVault, type Vault } from '../db/open'
import { appRoot } from '../db/root'
import { type VaultPaths, vaultPaths } from '../db/vault-paths'
import { type Log, openLog } from './log'

type BeforeMigration = NonNullable<OpenVaultOptions['beforeMigration']>

/** A vault that is opening already, and what it was asked to open with. */
export interface FirstOpening {
  readonly paths: VaultPaths
  readonly log: Log
  readonly appVersion: string
  /** As `openVault` takes them, for every later opening. */
  readonly options: OpenVaultOptions
  readonly vault: Promise<Vault>
  /** Says what comes before a migration. One that is due waits for this. */
  backUpWith(work: BeforeMigration): void
}

/**
 * Begins to open the vault of the data folder. It needs a fraction of the host's code, so the database comes up while
 * the rest is still being read.
 */
export function beginOpening(data: string): FirstOpening {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const paths = vaultPaths(data)
  const log = openLog(data)
  const appVersion = readAppVersion()
  let backUpWith: FirstOpening['backUpWith'] = () => {}
  const backedUp = new Promise<BeforeMigration>((resolve) => {
    backUpWith = resolve
  })
  const options: OpenVaultOptions = {
    paths,
    appVersion,
    onHealth: (line) => log.info('health', { ...line }),
    beforeMigration: async (...due) => (await backedUp)(...due),
  }
  const vault = openVault(options)
  // Awaited by the keeper of the vault; until then a failure must not count as one that nobody handles.
  vault.catch(() => {})
  return { paths, log, appVersion, options, vault, backUpWith }
}

function readAppVersion(): string {
  return String(JSON.parse(readFileSync(join(appRoot(), 'package.json'), 'utf8')).version)
}
