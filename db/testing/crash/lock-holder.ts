import { writeSync } from 'node:fs'
import { acquireLock, LockedError } from '../../lock'

/**
 * A child that takes the lock named by its first argument and tells what came of it. Then: `hold` keeps it, `block`
 * keeps it with an event loop that stands still for ever.
 */
const [file = '', then = 'hold'] = process.argv.slice(2)
try {
  await acquireLock(file, { socketPath: `${file}.socket` })
  writeSync(1, `${JSON.stringify({ took: process.pid })}\n`)
  if (then === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  setInterval(() => {}, 1_000)
} catch (error) {
  if (!(error instanceof LockedError)) throw error
  writeSync(1, `${JSON.stringify({ refused: error.pid, socket: error.socket })}\n`)
}
