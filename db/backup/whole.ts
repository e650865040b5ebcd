import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { eachAtOnce } from '../at-once'
import type { Manifest } from './manifest'

/** A few hundred files each, from several backups: more at once would fill the pool of file work. */
const atOnce = 8

/** Looks whether every file is there in its size, reading none of them. A sentence where not, else null. */
export async function findMissing(backup: string, manifest: Manifest): Promise<string | null> {
  let problem: string | null = null
  await eachAtOnce(manifest.files, atOnce, async (file) => {
    if (problem) return
    const stats = await lstat(join(backup, file.path)).catch(() => undefined)
    if (!stats?.isFile()) problem = `The file ${file.path} is missing.`
    else if (stats.size !== file.bytes) {
      problem = `The file ${file.path} has ${stats.size} bytes instead of ${file.bytes}.`
    }
  })
  return problem
}
