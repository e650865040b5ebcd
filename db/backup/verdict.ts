import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileDurably } from '../durable-files'
import { verdictIn } from './layout'

/** What the last check of a backup found. */
export const verdict = z.object({
  /** verified: opened, checked, counted. whole: all sums agree, but it was not opened to the end. */
  state: z.enum(['verified', 'whole', 'broken']),
  problem: z.string().nullable(),
  at: z.string(),
  appVersion: z.string(),
})
export type Verdict = z.infer<typeof verdict>

/** null where the backup was never checked, or its verdict cannot be read. */
export async function readVerdict(backup: string): Promise<Verdict | null> {
  try {
    return verdict.parse(JSON.parse(await readFile(verdictIn(backup), 'utf8')))
  } catch {
    return null
  }
}

/** Beside the manifest, which itself never changes. */
export function writeVerdict(backup: string, found: Verdict): void {
  writeFileDurably(verdictIn(backup), `${JSON.stringify(found)}\n`)
}
