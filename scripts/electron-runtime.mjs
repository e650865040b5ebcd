// The Electron runtime is not in npm's package: it is fetched when first wanted. Requiring `electron` would start that
// without asking, so what is on the disk is looked up here.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './targets.mjs'

const electron = join(root, 'node_modules/electron')
const failure = join(root, 'out/electron-fetch-failed')
const limitSeconds = 60

/** @returns {string | null} the runtime's program, or null where it is not on this disk */
export function electronProgram() {
  const name = join(electron, 'path.txt')
  const file = existsSync(name) ? readFileSync(name, 'utf8') : null
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist')
  if (!file && !process.env.ELECTRON_OVERRIDE_DIST_PATH) return null
  const program = join(folder, file ?? 'electron')
  return existsSync(program) ? program : null
}

export function failedBefore() {
  return existsSync(failure)
}

/**
 * Fetches the runtime with Electron's own installer, telling every five seconds that it is still at it. A failure is
 * remembered, so that the next start does not wait for it again.
 * @returns {Promise<string | null>} the runtime's program
 */
export async function fetchElectron() {
  rmSync(failure, { force: true })
  process.stderr.write(`Fetching the Electron runtime, for ${limitSeconds} s at most.\n`)
  const ok = await install()
  const program = ok ? electronProgram() : null
  if (!program) {
    mkdirSync(join(root, 'out'), { recursive: true })
    writeFileSync(failure, new Date().toISOString())
  }
  return program
}

function install() {
  return new Promise((resolve) => {
    const began = Date.now()
    const child = spawn(process.execPath, [join(electron, 'install.js')], { stdio: ['ignore', 2, 'ignore'] })
    const progress = setInterval(() => {
      process.stderr.write(`… ${Math.round((Date.now() - began) / 1000)} s\n`)
    }, 5000)
    const limit = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1000)
    const end = (ok) => {
      clearInterval(progress)
      clearTimeout(limit)
      resolve(ok)
    }
    child.once('error', () => end(false))
    child.once('exit', (code) => end(code === 0))
  })
}
