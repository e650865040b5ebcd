import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { backupEntry } from '../../contract/vault'
import { vaultCounts } from './counts'
import { manifestIn } from './layout'

/** The layout of a backup folder; an app refuses a higher one than it knows. */
export const backupFormat = 1

const backedFile = z.object({
  /** Below the backup's folder, with `/`: `data/base/5/1259`, `blobs/…`. */
  path: z.string().regex(/^(data|blobs)\/(?!.*\.\.)[^\\\0]+$/),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().length(64),
  /** The live file's stamps in nanoseconds when it was read; null where no later backup may rely on them. */
  stamps: z.string().nullable(),
})
export type BackedFile = z.infer<typeof backedFile>

export const manifestSchema = z.object({
  format: z.number().int(),
  id: z.string(),
  /** One more than the newest backup there: the order of backups, whatever the clock says. */
  sequence: z.number().int(),
  reason: backupEntry.shape.reason,
  takenAt: backupEntry.shape.takenAt,
  /** When the bytes of all files were last copied afresh; later backups link to files that did not change. */
  fullAt: backupEntry.shape.takenAt,
  appVersion: z.string(),
  pgliteVersion: z.string(),
  migrations: z.array(z.string()),
  /** SHA-256 (hex) over names and hashes of all migrations and functions that were applied. */
  schemaHash: z.string(),
  /** The next transaction's number: unchanged as long as nothing is written. */
  nextXid: z.string(),
  counts: vaultCounts,
  bytes: z.number().int(),
  /** Bytes written for this backup; the rest are links to files of the one before. */
  copiedBytes: z.number().int(),
  folders: z.array(z.string()),
  files: z.array(backedFile),
})
export type Manifest = z.infer<typeof manifestSchema>

/** The manifest of the backup in `folder`. @throws Error where it is missing, damaged or of a newer app */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(manifestIn(folder), 'utf8')
  const manifest = manifestSchema.parse(JSON.parse(text))
  if (manifest.format > backupFormat) throw new Error('It was made by a newer PromptStudio.')
  return manifest
}
