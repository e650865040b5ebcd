import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VaultPaths } from './vault-paths'

/**
 * Where a vault that is replaced goes: a folder of its own, which nothing of ours ever removes. Beside the vault where
 * the usual place is on another disk, because only a rename is all or nothing.
 */
export function quarantinePlace(paths: VaultPaths, stamp: string): string {
  mkdirSync(paths.quarantineDir, { recursive: true, mode: 0o700 })
  const sameDisk = lstatSync(paths.quarantineDir).dev === lstatSync(paths.folder).dev
  const parent = sameDisk ? paths.quarantineDir : join(paths.folder, 'quarantine')
  for (let n = 1; ; n++) {
    const place = join(parent, n === 1 ? stamp : `${stamp}-${n}`)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
    return place
  }
}
