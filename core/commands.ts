/** A menu of the desktop window; in the browser the same commands stand in the page's own menus. */
export type MenuName = 'file' | 'edit' | 'run' | 'view' | 'help'

export interface Command {
  readonly id: string
  /** A verb, in sentence case. */
  readonly label: string
  /** Keys joined by `+`; `Mod` is Command on a Mac and Control elsewhere. */
  readonly key?: string
  readonly menu: MenuName
  /**
   * `page`: the screen that is shown does it; `row`: the row of a list or tree that has the focus, whose keys are fixed
   * as the arrows are; `canvas`: what is in hand on a canvas that has the focus, with fixed keys too; `shell`: the
   * window itself, so it exists in the desktop program only.
   */
  readonly by: 'page' | 'row' | 'canvas' | 'shell'
}

/**
 * Every action of the studio with its name, its key and its place; menus, palette, tooltips, the sheet of keys and key
 * handling read it here. No command sits on Mod+N, T or W or their Shift forms: browsers keep those.
 */
export const commands = [
  { id: 'template.new', label: 'New template', key: 'Mod+Alt+N', menu: 'file', by: 'page' },
  { id: 'workflow.new', label: 'New workflow', key: 'Mod+Alt+J', menu: 'file', by: 'page' },
  { id: 'item.open', label: 'Open an item', key: 'Mod+P', menu: 'file', by: 'page' },
  { id: 'version.save', label: 'Save version', key: 'Mod+S', menu: 'file', by: 'page' },
  { id: 'tab.close', label: 'Close tab', key: 'Mod+Alt+W', menu: 'file', by: 'page' },
  { id: 'items.import', label: 'Import a file', key: 'Mod+Alt+I', menu: 'file', by: 'page' },
  { id: 'items.export', label: 'Export', key: 'Mod+Alt+E', menu: 'file', by: 'page' },
  { id: 'starter.add', label: 'Bring the starter items back', menu: 'file', by: 'page' },
  { id: 'starter.remove', label: 'Remove the starter items', menu: 'file', by: 'page' },
  { id: 'view.settings', label: 'Settings', key: 'Mod+,', menu: 'file', by: 'page' },
  { id: 'app.quit', label: 'Quit', key: 'Mod+Q', menu: 'file', by: 'shell' },
  { id: 'items.undo', label: 'Undo', key: 'Mod+Z', menu: 'edit', by: 'page' },
  { id: 'items.redo', label: 'Redo', key: 'Mod+Shift+Z', menu: 'edit', by: 'page' },
  { id: 'row.open', label: 'Open', key: 'Enter', menu: 'edit', by: 'row' },
  { id: 'row.rename', label: 'Rename', key: 'F2', menu: 'edit', by: 'row' },
  { id: 'row.duplicate', label: 'Duplicate', key: 'Mod+D', menu: 'edit', by: 'row' },
  { id: 'row.newPlace', label: 'New lab or library here', menu: 'edit', by: 'row' },
  { id: 'row.tag', label: 'Change tags', menu: 'edit', by: 'row' },
  { id: 'row.move', label: 'Move to another place', menu: 'edit', by: 'row' },
  { id: 'row.copy', label: 'Copy to another workspace', menu: 'edit', by: 'row' },
  { id: 'row.export', label: 'Export', menu: 'edit', by: 'row' },
  { id: 'row.up', label: 'Move up', key: 'Alt+ArrowUp', menu: 'edit', by: 'row' },
  { id: 'row.down', label: 'Move down', key: 'Alt+ArrowDown', menu: 'edit', by: 'row' },
  { id: 'row.mark', label: 'Choose colour and icon', menu: 'edit', by: 'row' },
  { id: 'row.pin', label: 'Pin', menu: 'edit', by: 'row' },
  { id: 'row.favourite', label: 'Favourite', menu: 'edit', by: 'row' },
  { id: 'row.trash', label: 'Move to trash', key: 'Delete', menu: 'edit', by: 'row' },
  { id: 'row.menu', label: 'Show the menu of a row', key: 'Shift+F10', menu: 'edit', by: 'row' },
  { id: 'text.find', label: 'Find in all messages', key: 'Mod+Shift+F', menu: 'edit', by: 'page' },
  { id: 'canvas.delete', label: 'Remove from the canvas', key: 'Delete', menu: 'edit', by: 'canvas' },
  { id: 'canvas.all', label: 'Choose all nodes', key: 'Mod+A', menu: 'edit', by: 'canvas' },
  { id: 'canvas.copy', label: 'Copy nodes', key: 'Mod+C', menu: 'edit', by: 'canvas' },
  { id: 'canvas.cut', label: 'Cut nodes out', key: 'Mod+X', menu: 'edit', by: 'canvas' },
  { id: 'canvas.paste', label: 'Paste nodes', key: 'Mod+V', menu: 'edit', by: 'canvas' },
  { id: 'canvas.duplicate', label: 'Duplicate nodes', key: 'Mod+D', menu: 'edit', by: 'canvas' },
  { id: 'canvas.connect', label: 'Connect a node', key: 'C', menu: 'edit', by: 'canvas' },
  { id: 'canvas.group', label: 'Group', key: 'Mod+G', menu: 'edit', by: 'canvas' },
  { id: 'canvas.ungroup', label: 'Ungroup', key: 'Mod+Shift+G', menu: 'edit', by: 'canvas' },
  { id: 'canvas.fold', label: 'Fold or open a group', key: 'E', menu: 'edit', by: 'canvas' },
  {
    id: 'canvas.subworkflow',
    label: 'Make a sub-workflow of the nodes',
    key: 'Mod+Shift+M',
    menu: 'edit',
    by: 'canvas',
  },
  { id: 'canvas.mark', label: 'Choose colour and icon of nodes', menu: 'edit', by: 'canvas' },
  { id: 'canvas.find', label: 'Find a node', key: 'Mod+F', menu: 'edit', by: 'canvas' },
  { id: 'canvas.layout', label: 'Lay out in lines', key: 'L', menu: 'edit', by: 'canvas' },
  { id: 'canvas.alignLeft', label: 'Align left', key: 'Alt+ArrowLeft', menu: 'edit', by: 'canvas' },
  { id: 'canvas.alignRight', label: 'Align right', key: 'Alt+ArrowRight', menu: 'edit', by: 'canvas' },
  { id: 'canvas.alignTop', label: 'Align at the top', key: 'Alt+ArrowUp', menu: 'edit', by: 'canvas' },
  {
    id: 'canvas.alignBottom',
    label: 'Align at the bottom',
    key: 'Alt+ArrowDown',
    menu: 'edit',
    by: 'canvas',
  },
  { id: 'canvas.alignCentre', label: 'Align in one column', menu: 'edit', by: 'canvas' },
  { id: 'canvas.alignMiddle', label: 'Align in one line', menu: 'edit', by: 'canvas' },
  {
    id: 'canvas.spreadX',
    label: 'Space out evenly from left to right',
    key: 'Alt+Shift+ArrowRight',
    menu: 'edit',
    by: 'canvas',
  },
  {
    id: 'canvas.spreadY',
    label: 'Space out evenly from top to bottom',
    key: 'Alt+Shift+ArrowDown',
    menu: 'edit',
    by: 'canvas',
  },
  { id: 'canvas.walkLeft', label: 'Go to the node before', key: 'ArrowLeft', menu: 'edit', by: 'canvas' },
  { id: 'canvas.walkRight', label: 'Go to the node behind', key: 'ArrowRight', menu: 'edit', by: 'canvas' },
  { id: 'canvas.walkUp', label: 'Go to the node above', key: 'ArrowUp', menu: 'edit', by: 'canvas' },
  { id: 'canvas.walkDown', label: 'Go to the node below', key: 'ArrowDown', menu: 'edit', by: 'canvas' },
  { id: 'canvas.moveLeft', label: 'Move nodes left', key: 'Shift+ArrowLeft', menu: 'edit', by: 'canvas' },
  { id: 'canvas.moveRight', label: 'Move nodes right', key: 'Shift+ArrowRight', menu: 'edit', by: 'canvas' },
  { id: 'canvas.moveUp', label: 'Move nodes up', key: 'Shift+ArrowUp', menu: 'edit', by: 'canvas' },
  { id: 'canvas.moveDown', label: 'Move nodes down', key: 'Shift+ArrowDown', menu: 'edit', by: 'canvas' },
  { id: 'canvas.edit', label: 'Fill in the node', key: 'Enter', menu: 'edit', by: 'canvas' },
  { id: 'canvas.png', label: 'Export the graph as a picture', menu: 'file', by: 'canvas' },
  { id: 'canvas.json', label: 'Export the graph as JSON', menu: 'file', by: 'canvas' },
  { id: 'canvas.mermaid', label: 'Export the graph as Mermaid', menu: 'file', by: 'canvas' },
  { id: 'canvas.add', label: 'Add a node', key: 'A', menu: 'edit', by: 'canvas' },
  { id: 'canvas.note', label: 'Add a note', key: 'N', menu: 'edit', by: 'canvas' },
  { id: 'canvas.pointer', label: 'Choose with the pointer', key: 'V', menu: 'view', by: 'canvas' },
  { id: 'canvas.hand', label: 'Move the sheet with the hand', key: 'H', menu: 'view', by: 'canvas' },
  { id: 'canvas.snap', label: 'Snap to the grid or not', key: 'G', menu: 'view', by: 'canvas' },
  { id: 'canvas.minimap', label: 'Show or hide the map', key: 'M', menu: 'view', by: 'canvas' },
  { id: 'canvas.outline', label: 'Show or hide the outline', key: 'O', menu: 'view', by: 'canvas' },
  { id: 'canvas.fit', label: 'Show the whole graph', key: 'F', menu: 'view', by: 'canvas' },
  { id: 'canvas.in', label: 'Zoom in', key: '+', menu: 'view', by: 'canvas' },
  { id: 'canvas.out', label: 'Zoom out', key: '-', menu: 'view', by: 'canvas' },
  { id: 'template.run', label: 'Run', key: 'Mod+Enter', menu: 'run', by: 'page' },
  { id: 'run.stop', label: 'Stop', key: 'Escape', menu: 'run', by: 'page' },
  { id: 'palette.open', label: 'Search or run a command', key: 'Mod+K', menu: 'view', by: 'page' },
  { id: 'view.library', label: 'Library', key: 'Mod+Alt+L', menu: 'view', by: 'page' },
  { id: 'view.runs', label: 'Runs', key: 'Mod+Alt+R', menu: 'view', by: 'page' },
  { id: 'view.conversations', label: 'Conversations', key: 'Mod+Alt+C', menu: 'view', by: 'page' },
  { id: 'tab.next', label: 'Next tab', key: 'Mod+Alt+ArrowRight', menu: 'view', by: 'page' },
  { id: 'tab.previous', label: 'Previous tab', key: 'Mod+Alt+ArrowLeft', menu: 'view', by: 'page' },
  { id: 'tab.keep', label: 'Keep this tab open', menu: 'view', by: 'page' },
  { id: 'tab.right', label: 'Move tab right', key: 'Mod+Alt+Shift+ArrowRight', menu: 'view', by: 'page' },
  { id: 'tab.left', label: 'Move tab left', key: 'Mod+Alt+Shift+ArrowLeft', menu: 'view', by: 'page' },
  { id: 'split.open', label: 'Open beside', key: 'Mod+\\', menu: 'view', by: 'page' },
  { id: 'split.close', label: 'Close the column beside', key: 'Mod+Alt+X', menu: 'view', by: 'page' },
  { id: 'split.focus', label: 'Go to the other column', key: 'Mod+F6', menu: 'view', by: 'page' },
  { id: 'view.sidebar', label: 'Show or fold the sidebar', key: 'Mod+B', menu: 'view', by: 'page' },
  { id: 'workspace.switch', label: 'Switch workspace', key: 'Mod+Shift+L', menu: 'view', by: 'page' },
  { id: 'view.jobs', label: 'Jobs', key: 'Mod+Alt+K', menu: 'view', by: 'page' },
  { id: 'view.notifications', label: 'Notifications', key: 'Mod+Alt+O', menu: 'view', by: 'page' },
  { id: 'view.theme', label: 'Switch between light and dark', menu: 'view', by: 'page' },
  { id: 'window.reload', label: 'Reload window', key: 'Mod+R', menu: 'view', by: 'shell' },
  { id: 'help.keys', label: 'Show all keys', key: '?', menu: 'help', by: 'page' },
  { id: 'help.welcome', label: 'First steps', menu: 'help', by: 'page' },
  { id: 'app.about', label: 'About PromptStudio', menu: 'help', by: 'shell' },
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']
/** What is done to the row in hand. */
export type RowCommandId = Extract<(typeof commands)[number], { by: 'row' }>['id']
/** What is done on a canvas. */
export type CanvasCommandId = Extract<(typeof commands)[number], { by: 'canvas' }>['id']
/** What the window does itself. */
export type ShellCommandId = Extract<(typeof commands)[number], { by: 'shell' }>['id']

/** Keys by command as an account bound them; null takes a command's key away. */
export type Shortcuts = Readonly<Record<string, string | null>>

/** The key a command answers to: what was bound, else its own. */
export function keyOfCommand(id: CommandId, bound: Shortcuts): string | undefined {
  const list: readonly Command[] = commands
  const own = bound[id]
  return own === null ? undefined : (own ?? list.find((command) => command.id === id)?.key)
}

const kept = /^Mod(\+Shift)?\+[NTW]$/

/**
 * Why a key cannot be bound to a command: a browser keeps it, it has no modifier and would eat a letter, or another
 * command of the same kind of place has it. Null where it can.
 */
export function whyNotBound(
  id: CommandId,
  key: string,
  bound: Shortcuts,
): { reason: 'browser' | 'letter' } | { reason: 'taken'; by: CommandId } | null {
  if (kept.test(key)) return { reason: 'browser' }
  if (!/^(Mod|Alt|F\d|Escape|\?)/.test(key)) return { reason: 'letter' }
  const by = commands.find((command) => command.id !== id && keyOfCommand(command.id, bound) === key)
  return by ? { reason: 'taken', by: by.id } : null
}
