import { type BrowserWindow, dialog, shell } from 'electron'
import { outsideAddress } from './hardening'

/** Shows one of the studio's own folders in the system's program for files. @throws Error where it cannot be shown */
export async function showFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder)
  if (problem) throw new Error(problem)
}

/**
 * The only way from the studio to another program: an https or mailto address, after a question that names where it
 * leads. One question at a time; anything else is dropped.
 */
export function outsideOpener(window: () => BrowserWindow | null): (address: string) => void {
  let asking = false

  async function ask(url: URL, parent: BrowserWindow): Promise<void> {
    const mail = url.protocol === 'mailto:'
    const { response } = await dialog.showMessageBox(parent, {
      type: 'question',
      message: mail ? `Write to ${url.pathname}?` : `Open ${url.host} in your browser?`,
      detail: url.href,
      buttons: ['Stay here', mail ? 'Open the mail program' : 'Open the browser'],
      defaultId: 0,
      cancelId: 0,
    })
    if (response === 1) await shell.openExternal(url.href)
  }

  return (address) => {
    const url = outsideAddress(address)
    const parent = window()
    if (!url || !parent || asking) return
    asking = true
    ask(url, parent)
      .catch(() => {})
      .finally(() => {
        asking = false
      })
  }
}
