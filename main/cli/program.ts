import type { Command } from './command'
import { backup } from './commands/backup'
import { doctor } from './commands/doctor'
import { list } from './commands/list'
import { restore } from './commands/restore'
import { run } from './commands/run'
import { show } from './commands/show'
import { sql } from './commands/sql'
import { test } from './commands/test'
import { codeOfError, exit } from './exit'
import type { Io } from './io'

const commands: readonly Command[] = [run, test, list, show, sql, backup, restore, doctor]

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`)
  return `PromptStudio from the command line. It works in the studio that is running, or opens the vault itself.

  promptstudio COMMAND [options]

${lines.join('\n')}

Try
  promptstudio list
  promptstudio run summary --set text="A long text"
  promptstudio run --help

Ends with 0 when all went well, 1 when a run failed or the doctor found something, 2 for a command line that was not
understood, 3 when the vault is not open, 4 when there is no such thing, 5 for a key that is missing or turned down,
6 when trying again later may help, 130 when stopped.
`
}

/** Runs one command line; answers its exit code. Never rejects: an error is one sentence on `tell`. */
export async function program(args: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') {
    const asked = commands.find((each) => each.name === rest[0])
    if (asked) return asked.execute(['--help'], io)
    io.out(overview())
    return exit.ok
  }
  const command = commands.find((each) => each.name === name)
  if (!command) {
    io.tell(`There is no command "${name}". promptstudio --help shows those there are.`)
    return exit.usage
  }
  try {
    return await command.execute(rest, io)
  } catch (error) {
    io.tell(error instanceof Error ? error.message : String(error))
    return codeOfError(error)
  }
}
