import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeFileDurably } from './durable-files'
import { NewerVaultError, type SchemaFiles } from './migrate'
import type { VaultPaths } from './vault-paths'

/**
 * What a vault is made of, readable without opening it: the engine writes to a directory as soon as it opens it, and
 * a vault newer than this app must be refused untouched.
 */
const vaultMarker = z.object({ appVersion: z.string(), migrations: z.array(z.string()) })
export type VaultMarker = z.infer<typeof vaultMarker>

/** null where there is none, or none that can be read: the database itself is asked then. */
export function readMarker(paths: VaultPaths): VaultMarker | null {
  try {
    return vaultMarker.parse(JSON.parse(readFileSync(paths.markerFile, 'utf8')))
  } catch {
    return null
  }
}

/** @throws NewerVaultError where the vault knows migrations that this app does not */
export function refuseNewer(paths: VaultPaths, files: SchemaFiles): void {
  const known = new Set(files.migrations.map((file) => file.name))
  const unknown = readMarker(paths)?.migrations.filter((name) => !known.has(name)) ?? []
  if (unknown.length > 0) throw new NewerVaultError(unknown)
}

/** Notes what the vault is made of now; a no-op where that is noted already. */
export function writeMarker(paths: VaultPaths, marker: VaultMarker): void {
  const text = `${JSON.stringify(marker)}\n`
  if (JSON.stringify(readMarker(paths)) === JSON.stringify(marker)) return
  writeFileDurably(paths.markerFile, text)
}
