import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where everything of one vault lies below the folder that `--data` names. */
export interface VaultPaths {
  readonly name: string
  readonly folder: string
  /** PGlite's own directory; nothing else may write in it. */
  readonly dataDir: string
  readonly blobsDir: string
  readonly lockFile: string
  readonly socketPath: string
  readonly markerFile: string
  readonly healthLog: string
  /** Outside the vault, so that what harms the one spares the other. */
  readonly backupsDir: string
  readonly quarantineDir: string
}

/** A Unix socket's address has room for about 100 bytes. */
const longestSocketPath = 100

export function vaultPaths(data: string, name = 'default'): VaultPaths {
  const folder = join(data, 'vaults', name)
  return {
    name,
    folder,
    dataDir: join(folder, 'data'),
    blobsDir: join(folder, 'blobs'),
    lockFile: join(folder, 'lock'),
    socketPath: socketPath(folder),
    markerFile: join(folder, 'vault.json'),
    healthLog: join(folder, 'health.log'),
    backupsDir: join(data, 'backups', name),
    quarantineDir: join(data, 'quarantine', name),
  }
}

function socketPath(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\promptstudio-${digest}`
  const beside = join(folder, 'socket')
  if (Buffer.byteLength(beside) <= longestSocketPath) return beside
  return join(tmpdir(), `promptstudio-${process.getuid?.() ?? 0}-${digest}`, 'socket')
}
