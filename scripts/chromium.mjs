// Finds a Chromium for the end-to-end specs, or gets one. It never skips: without a browser the gate fails.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { run, tool } from './steps.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function onPath() {
  for (const name of names) {
    const found = spawnSync('which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return null
}

function found() {
  const own = chromium.executablePath()
  return existsSync(own) ? own : onPath()
}

function isDebian() {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

const remedy =
  'No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; ' +
  'elsewhere: npx playwright install chromium) and run the tests again.'

/** @returns {Promise<string>} the path of a Chromium that starts */
export async function ensureChromium() {
  const ways = [
    async () => found(),
    async () => {
      if (process.getuid?.() !== 0 || !isDebian()) return null
      process.stdout.write('No Chromium here; installing Debian’s.\n')
      const env = { DEBIAN_FRONTEND: 'noninteractive' }
      await run('apt-get', ['update'], { limitMinutes: 3, env })
      await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { limitMinutes: 8, env })
      return found()
    },
    async () => {
      process.stdout.write('Trying Playwright’s own download.\n')
      await run(tool('playwright'), ['install', 'chromium'], { limitMinutes: 5 })
      return found()
    },
  ]
  for (const way of ways) {
    const path = await way()
    if (path) return path
  }
  throw new Error(remedy)
}
