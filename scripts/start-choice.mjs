// Which door `npm start` opens, and why, from what was found on this machine. Nothing is touched here.

/**
 * @typedef {object} Found
 * @property {boolean} browser asked for the browser door
 * @property {boolean} headless asked to open no window of any kind
 * @property {boolean} electron asked to try Electron again
 * @property {boolean} root running as root
 * @property {boolean} display there is a display
 * @property {boolean} runtime the Electron runtime is on this disk
 * @property {boolean} failedBefore the runtime could not be fetched by an earlier start
 */

/**
 * @param {Found} found
 * @returns {{ door: 'electron' | 'fetch' | 'browser', reason: string }} `fetch`: get the runtime, then Electron
 */
export function chooseDoor(found) {
  if (found.headless) return browser('as asked, without opening a window')
  if (found.browser) return browser('as asked')
  if (found.root) return browser('Electron keeps its sandbox only for ordinary users, and this is root')
  if (!found.display) return browser('there is no display')
  if (found.runtime) return { door: 'electron', reason: 'the Electron runtime and a display are here' }
  if (found.failedBefore && !found.electron) {
    return browser('the Electron runtime could not be fetched before (npm start -- --electron tries again)')
  }
  return { door: 'fetch', reason: 'the Electron runtime is not on this disk yet' }
}

/** What to say when the runtime did not arrive. */
export const fetchFailed = 'the Electron runtime did not arrive (npm start -- --electron tries again)'

function browser(reason) {
  return { door: 'browser', reason }
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 * @returns {boolean} whether a window could be shown to whoever typed the command
 */
export function hasDisplay(platform, environment) {
  if (platform === 'win32') return true
  if (platform === 'darwin') return !environment.SSH_CONNECTION
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}
