// One build at a time: tests that run beside each other, and a start beside a test, write to the same out/.

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './targets.mjs'

const file = join(root, 'out/build.lock')
const everyMs = 100

/**
 * Waits for the build of another process, then does the work. A lock is taken over only from a process that is dead.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(join(root, 'out'), { recursive: true })
  while (!taken()) {
    if (isOrphan()) rmSync(file, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function taken() {
  // Linked into place with its content, so that no lock is ever seen without its owner.
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine)
  }
}

function isOrphan() {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return false
  } catch (error) {
    // ENOENT: its owner gave it back this moment.
    return error.code === 'ESRCH'
  }
}
