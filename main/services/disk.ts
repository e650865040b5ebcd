import { statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VaultPaths } from '../../db/vault-paths'

/** The status bar asks often; the folder changes slowly. */
const rememberMs = 60_000
/** What a first screen asks for comes first. */
const firstLookMs = 2_000

/** What the vault's files say from outside. */
export class Disk {
  private bytesThen: number | null = null
  private countedAt = Number.NEGATIVE_INFINITY

  constructor(readonly paths: VaultPaths) {}

  /**
   * Bytes of data directory and blobs as last counted; null where they never were, or cannot be read. Nobody waits for
   * a look at a thousand files: `onCounted` tells when a figure older than a minute has been replaced.
   */
  bytes(onCounted: () => void): number | null {
    if (performance.now() - this.countedAt >= rememberMs) {
      this.countedAt = performance.now()
      setTimeout(() => void this.count().then(onCounted), firstLookMs).unref()
    }
    return this.bytesThen
  }

  /** When the write-ahead log was last written: every acknowledged commit is in it. */
  savedAt(): string | null {
    try {
      return statSync(join(this.paths.dataDir, 'pg_wal')).mtime.toISOString()
    } catch {
      return null
    }
  }

  private async count(): Promise<void> {
    try {
      this.bytesThen = (await sizeOf(this.paths.dataDir)) + (await sizeOf(this.paths.blobsDir))
    } catch {
      this.bytesThen = null
    }
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  // A file may go while it is counted, such as a WAL segment.
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
