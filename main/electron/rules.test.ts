import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appRoot } from '../../db/root'

const rooms = ['contract', 'core', 'db', 'main', 'preload', 'renderer']

/** Product sources by path, comments left out: they may name what the code must not. */
const sources = new Map(
  rooms
    .flatMap((room) => readdirSync(join(appRoot(), room), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\.test\.tsx?$|testing/.test(file))
    .map((file) => [relative(appRoot(), file), withoutComments(readFileSync(file, 'utf8'))] as const),
)

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function where(pattern: RegExp): string[] {
  return [...sources].flatMap(([file, text]) => [...text.matchAll(new RegExp(pattern, 'g'))].map(() => file))
}

describe('the desktop shell', () => {
  it('makes its window in one place, with the one set of preferences', () => {
    expect(where(/new (BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/)).toEqual([
      'main/electron/window.ts',
    ])
    expect(where(/webPreferences/)).toEqual(['main/electron/window.ts'])
    expect(where(/pagePreferences\(/)).toEqual(['main/electron/hardening.ts', 'main/electron/window.ts'])
  })

  it('listens on one raw channel, hands the system an address in one place, and exposes nothing to the page', () => {
    expect(where(/ipcMain\.\w+\(/)).toEqual(['main/electron/handover.ts'])
    expect(where(/\bopenExternal\b/)).toEqual(['main/electron/safe-open.ts'])
    expect(where(/contextBridge|exposeInMainWorld/)).toEqual([])
    expect(where(/from 'electron'/).filter((file) => !/^(main\/electron|preload)\//.test(file))).toEqual([])
  })

  it('turns on its sandbox, its guards and its lock before anything opens', () => {
    const start = sources.get('main/electron/index.ts') ?? ''
    const order = [
      'announceScheme()',
      'app.enableSandbox()',
      'app.requestSingleInstanceLock()',
      'guardPages(app',
    ]
    const places = order.map((text) => start.lastIndexOf(text))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(start.indexOf('guardSession(')).toBeLessThan(start.indexOf('openWindow({'))
  })

  it('uses none of what would undo its protection', () => {
    const forbidden = [
      /<webview/,
      /executeJavaScript/,
      /setCertificateVerifyProc|certificate-error/,
      /ELECTRON_DISABLE_SECURITY_WARNINGS/,
      /no-sandbox|disable-web-security|remote-debugging-port|ignore-certificate/,
      /enableBlinkFeatures|appendSwitch/,
      /bypassCSP|corsEnabled|supportFetchAPI|allowServiceWorkers/,
      /setUsePlainTextEncryption/,
      /@electron\/remote/,
      /unsafe-inline|unsafe-eval/,
      /setAsDefaultProtocolClient|open-url/,
      /contextIsolation: false|nodeIntegration\w*: true|sandbox: false|webSecurity: false/,
      /crashReporter/,
    ]
    for (const pattern of forbidden) expect(where(pattern), String(pattern)).toEqual([])
  })
})
