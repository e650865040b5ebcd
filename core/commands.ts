/** A menu of the desktop window; in the browser the same commands stand in the page's own menus. */
export type MenuName = 'file' | 'edit' | 'run' | 'view' | 'help'

export interface Command {
  readonly id: string
  /** A verb, in sentence case. */
  readonly label: string
  /** Keys joined by `+`; `Mod` is Command on a Mac and Control elsewhere. */
  readonly key?: string
  readonly menu: MenuName
  /** `page`: the screen that is shown does it; `shell`: the window itself, so it exists in the desktop program only. */
  readonly by: 'page' | 'shell'
}

/** Every action of the studio with its name, its key and its place; menus, key handling and hints read it here. */
export const commands = [
  { id: 'template.new', label: 'New template', key: 'Mod+Alt+N', menu: 'file', by: 'page' },
  { id: 'version.save', label: 'Save version', key: 'Mod+S', menu: 'file', by: 'page' },
  { id: 'tab.close', label: 'Close tab', key: 'Mod+W', menu: 'file', by: 'page' },
  { id: 'view.settings', label: 'Settings', key: 'Mod+,', menu: 'file', by: 'page' },
  { id: 'app.quit', label: 'Quit', key: 'Mod+Q', menu: 'file', by: 'shell' },
  { id: 'template.run', label: 'Run', key: 'Mod+Enter', menu: 'run', by: 'page' },
  { id: 'run.stop', label: 'Stop', key: 'Escape', menu: 'run', by: 'page' },
  { id: 'view.sidebar', label: 'Show or fold the sidebar', key: 'Mod+B', menu: 'view', by: 'page' },
  { id: 'view.theme', label: 'Switch between light and dark', menu: 'view', by: 'page' },
  { id: 'window.reload', label: 'Reload window', key: 'Mod+R', menu: 'view', by: 'shell' },
  { id: 'app.about', label: 'About PromptStudio', menu: 'help', by: 'shell' },
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']
/** What the window does itself. */
export type ShellCommandId = Extract<(typeof commands)[number], { by: 'shell' }>['id']
