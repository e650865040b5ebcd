import { writeSync } from 'node:fs'
import { findDamage } from '../../pglite/amcheck'
import { openPglite } from '../../pglite/engine'
import type { Workload } from './workload'

/** What the child tells its parent, a line of JSON each. */
export type WriterLine =
  | { readonly kind: 'opened'; readonly found: number; readonly openMs: number }
  | { readonly kind: 'damage'; readonly damage: readonly string[] }
  | { readonly kind: 'ack'; readonly n: number }

/**
 * The child of the kill test: opens the vault named by its first argument, tells which steps it found, and goes on
 * with the next until it is killed. Further arguments: `check` for amcheck first, `look` to write nothing.
 */
export async function runWriter(workload: Workload): Promise<void> {
  const [dataDir = '', ...wishes] = process.argv.slice(2)
  const began = performance.now()
  const engine = await openPglite({ dataDir })
  const openMs = Math.round(performance.now() - began)
  tell({ kind: 'opened', found: await workload.verify(engine), openMs })
  if (wishes.includes('check')) tell({ kind: 'damage', damage: await engine.superuser(findDamage) })
  if (wishes.includes('look')) return engine.close()
  for (let n = (await workload.verify(engine)) + 1; ; n++) {
    await workload.step(engine, n)
    tell({ kind: 'ack', n })
  }
}

/** Written at once: an acknowledgement in a buffer would die with the process. */
function tell(line: WriterLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
