import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { app, type BrowserWindow, dialog, Menu, protocol, safeStorage, session } from 'electron'
import { menuChose, portChannel } from '../../contract/port'
import { commands } from '../../core/commands'
import { appRoot } from '../../db/root'
import { defaultDataDir } from '../data-dir'
import { lockedSentence } from '../door/locked'
import type { Host } from '../host'
import { handOverPorts } from './handover'
import { launchUtility } from './launch'
import { menuTemplate } from './menu'
import { portDoor } from './port'
import { announceScheme, servePages } from './protocol'
import { outsideOpener, showFolder } from './safe-open'
import { keychain } from './safe-storage'
import { guardPages, guardSession } from './security'
import { isShellCommand, shellCommands } from './shell-commands'
import { openWindow } from './window'

const exit = { failed: 1, locked: 3 }

let window: BrowserWindow | null = null
const shown = () => window

function dataDir(): string {
  const { values } = parseArgs({ strict: false, options: { data: { type: 'string' } } })
  return typeof values.data === 'string' ? resolve(values.data) : defaultDataDir()
}

async function openHost(data: string): Promise<Host> {
  const [host, osEncryption] = await Promise.all([import('../host'), keychain(safeStorage)])
  return host.openHost({
    data,
    door: 'electron',
    launch: launchUtility,
    openFolder: showFolder,
    ...(osEncryption && { osEncryption }),
  })
}

/** The window draws itself while the vault opens: its port is answered when the host is there. */
async function openStudio(data: string): Promise<void> {
  const hosted = openHost(data)
  const connected = hosted.then(portDoor)
  guardSession(session.defaultSession, app.isPackaged)
  servePages(protocol, join(appRoot(), 'out/renderer'))
  handOverPorts(shown, (port) => void connected.then((connect) => connect(port)).catch(stop))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(commands, choose)))
  window = openWindow({ data, preload: join(appRoot(), 'out/preload/index.cjs') })
  window.once('closed', () => {
    window = null
  })
  closeBeforeExit(hosted)

  const sentence = await lockedSentence(await hosted, 'electron')
  if (sentence) stop(new Error(sentence), exit.locked)
}

/** Leaves the process only when the vault is closed, whoever asked to quit. */
function closeBeforeExit(hosted: Promise<Host>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    hosted
      .then((host) => host.close('quit'))
      .then(
        () => app.exit(0),
        () => app.exit(exit.failed),
      )
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

function choose(id: string): void {
  if (isShellCommand(id)) shellCommands[id](window)
  else window?.webContents.send(portChannel, `${menuChose}${id}`)
}

function bringToFront(): void {
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

function stop(error: unknown, code: number = exit.failed): void {
  dialog.showErrorBox('PromptStudio could not open', error instanceof Error ? error.message : String(error))
  app.exit(code)
}

announceScheme()
app.enableSandbox()
const data = dataDir()
// Two vaults may be open at once, one vault never twice: the single-instance lock lies in this folder.
app.setPath('userData', join(data, 'electron'))
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', bringToFront)
  app.on('window-all-closed', () => app.quit())
  guardPages(app, outsideOpener(shown))
  app
    .whenReady()
    .then(() => openStudio(data))
    .catch(stop)
} else {
  app.exit(0)
}
