import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { crashCounter } from './crashes'
import { pageAddress, pagePreferences } from './hardening'
import { keepPlace, readPlace } from './place'

/** `--desk` of the look, so that nothing flashes before the page has drawn itself. */
const desk = { light: '#ECEAE3', dark: '#0D0D0B' }

export interface WindowOptions {
  readonly data: string
  readonly preload: string
}

/** Opens the studio's one window where it last stood, and brings its page back when it dies. */
export function openWindow({ data, preload }: WindowOptions): BrowserWindow {
  const { maximised, ...bounds } = readPlace(
    data,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'PromptStudio',
    backgroundColor: nativeTheme.shouldUseDarkColors ? desk.dark : desk.light,
    webPreferences: pagePreferences(preload, app.isPackaged),
  })
  if (maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepPlace(data, { ...window.getNormalBounds(), maximised: window.isMaximized() }))
  bringBack(window)
  void window.loadURL(pageAddress)
  return window
}

/** The host lives in another process than the page, so nothing is lost with it. */
function bringBack(window: BrowserWindow): void {
  const crashes = crashCounter()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    if (!crashes.isLoop(performance.now())) return window.webContents.reload()
    const choice = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'The window stopped three times within a minute.',
      detail: 'Everything that was saved is safe. Open the window again, or quit and start the studio anew.',
      buttons: ['Open again', 'Quit'],
      defaultId: 0,
      cancelId: 1,
    })
    if (choice === 0) window.webContents.reload()
    else app.quit()
  })
}
