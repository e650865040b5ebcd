import type { MenuItemConstructorOptions } from 'electron'
import type { Command, MenuName } from '../../core/commands'

const titles: readonly (readonly [MenuName, string])[] = [
  ['file', 'File'],
  ['edit', 'Edit'],
  ['run', 'Run'],
  ['view', 'View'],
  ['help', 'Help'],
]

/** What the system itself does in every program's Edit menu; the keys come with the role. */
const editRoles = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const

/** The window's menu, made from the command table; `choose` is told the id of what was chosen. */
export function menuTemplate(
  commands: readonly Command[],
  choose: (id: string) => void,
): MenuItemConstructorOptions[] {
  return titles.map(([menu, label]) => ({
    label,
    submenu: [
      ...(menu === 'edit' ? editRoles.map((role) => ({ role })) : []),
      ...commands.filter((command) => command.menu === menu).map((command) => item(command, choose)),
    ],
  }))
}

function item({ id, label, key, by }: Command, choose: (id: string) => void): MenuItemConstructorOptions {
  return {
    id,
    label,
    ...(key && { accelerator: acceleratorOf(key) }),
    // The page listens for its own keys: what has the focus decides what they mean.
    registerAccelerator: by === 'shell',
    click: () => choose(id),
  }
}

/** `Mod+Enter` as Electron spells it. */
export function acceleratorOf(key: string): string {
  return key.replace('Mod', 'CommandOrControl').replace('Escape', 'Esc').replace('Arrow', '')
}
