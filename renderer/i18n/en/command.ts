import { type CommandId, commands } from '../../../core/commands'

/** The names of the commands are written once, in core: the desktop window's menu reads them there. */
export const command = Object.fromEntries(commands.map(({ id, label }) => [id, label])) as Readonly<
  Record<CommandId, string>
>
