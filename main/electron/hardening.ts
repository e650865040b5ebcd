import type { WebPreferences } from 'electron'

/** The page's own scheme and host. Chromium treats it as an origin of its own; Node's URL has no origin for it. */
export const pageScheme = 'app'
export const pageHost = 'studio'
export const pageAddress = `${pageScheme}://${pageHost}/`

/** Standard and secure, nothing more: no bypass of the content policy, no fetch, no CORS. */
export const schemePrivileges = Object.freeze({ standard: true, secure: true })

/**
 * How the window's page is run. Each setting is written out, defaults too, so that none hangs on a default.
 * `devTools` are open in development only.
 */
export function pagePreferences(preload: string, packaged: boolean): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !packaged,
  })
}

/** True for an address of our page, by its parsed parts: a prefix would also fit app://studio.evil.example. */
export function isOurPage(address: string): boolean {
  const url = parsed(address)
  return url?.protocol === `${pageScheme}:` && url.host === pageHost && !url.username && !url.password
}

/** Requests the page's session may make: to its own files and to what it made itself. It has no network. */
export function mayRequest(address: string, packaged: boolean): boolean {
  const url = parsed(address)
  if (!url) return false
  if (url.protocol === 'blob:' || url.protocol === 'data:') return true
  if (url.protocol === 'devtools:') return !packaged
  return isOurPage(address)
}

const longestAddress = 2000

/**
 * An address that may be handed to the system's browser or mail program after a question, or null: https or mailto,
 * without credentials, of a length a person could look over.
 */
export function outsideAddress(address: string): URL | null {
  const url = address.length <= longestAddress ? parsed(address) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'mailto:')) return null
  return url.username || url.password ? null : url
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
