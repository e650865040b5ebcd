import { app, type BrowserWindow } from 'electron'
import { commands, type ShellCommandId } from '../../core/commands'

/** What the window does itself; the page does the rest of the command table. */
export const shellCommands: Record<ShellCommandId, (window: BrowserWindow | null) => void> = {
  'app.quit': () => app.quit(),
  'app.about': () => app.showAboutPanel(),
  'window.reload': (window) => window?.webContents.reload(),
}

export function isShellCommand(id: string): id is ShellCommandId {
  return commands.some((command) => command.id === id && command.by === 'shell')
}
