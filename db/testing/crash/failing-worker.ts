import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { DiskEvent } from '../../pglite/durable-fs'
import { serve } from '../../pglite/serve'

/**
 * The database worker over a disk that fails on demand. The file named by DISK_FAULT holds the fault while there is
 * one: an error code and a pattern of `op path`, such as `EIO fsync .*pg_wal/`.
 */
const { DISK_FAULT } = process.env
if (!parentPort || !DISK_FAULT) throw new Error('The failing worker needs DISK_FAULT.')
serve(parentPort, {
  before(event: DiskEvent) {
    const [, code, pattern] = /^(\S+) (.+)$/.exec(faultIn(DISK_FAULT)) ?? []
    if (!code || !pattern || !new RegExp(pattern).test(`${event.op} ${event.path}`)) return
    throw Object.assign(new Error(`${code}: injected at ${event.op} ${event.path}`), { code })
  },
})

function faultIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
