import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { defaultDataDir } from '../data-dir'
import type { StudioClient } from '../socket/client'
import { CommandError, exit, usage } from './exit'
import type { Io } from './io'
import { openStudio } from './studio'

type Options = NonNullable<ParseArgsConfig['options']>

/** Options that every command takes. */
const common = {
  data: { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options

const commonHelp = `Every command takes
  --workspace SLUG  work in this workspace (list workspaces shows them)
  --json            answer as JSON, for scripts
  --data DIR        use the studio's data in DIR
  --help            this text
`

type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O & typeof common; allowPositionals: true }>
>['values']

export interface Call<O extends Options> {
  readonly values: Values<O>
  /** What stood on the command line without an option. */
  readonly words: readonly string[]
  readonly client: StudioClient
  readonly io: Io
}

export interface CommandSpec<O extends Options> {
  readonly name: string
  /** Half a line for the list of commands. */
  readonly summary: string
  /** What it does, its options and examples. */
  readonly help: string
  readonly options: O
  /** True where it also works on a vault that did not open. */
  readonly anyState?: boolean
  /** Answers the exit code. */
  run(call: Call<O>): Promise<number>
}

export interface Command {
  readonly name: string
  readonly summary: string
  execute(args: readonly string[], io: Io): Promise<number>
}

/** Parses the options, opens the studio, chooses the workspace, runs, and closes whatever happened. */
export function command<O extends Options>(spec: CommandSpec<O>): Command {
  return {
    name: spec.name,
    summary: spec.summary,
    async execute(args, io) {
      const { values, positionals } = parse(spec, args)
      if (values.help) {
        io.out(`${spec.help}\n${commonHelp}`)
        return exit.ok
      }
      const studio = await openStudio(values.data ? resolve(values.data) : defaultDataDir())
      try {
        if (!spec.anyState) await mustBeOpen(studio.client)
        if (values.workspace) await chooseWorkspace(studio.client, values.workspace)
        return await spec.run({ values, words: positionals, client: studio.client, io })
      } finally {
        await studio.close()
      }
    },
  }
}

function parse<O extends Options>(spec: CommandSpec<O>, args: readonly string[]) {
  try {
    const options = { ...common, ...spec.options }
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true })
    return { values: parsed.values as Values<O> & Values<typeof common>, positionals: parsed.positionals }
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw usage(`${sentence}. See promptstudio ${spec.name} --help.`)
  }
}

async function mustBeOpen(client: StudioClient): Promise<void> {
  const { state, sentence } = await client.vault.status()
  if (state === 'open') return
  throw new CommandError(
    exit.vault,
    `${sentence ?? 'The vault is not open.'} See promptstudio restore --help.`,
  )
}

async function chooseWorkspace(client: StudioClient, slug: string): Promise<void> {
  const found = (await client.workspace.list()).find((each) => each.slug === slug || each.id === slug)
  if (!found) {
    throw new CommandError(
      exit.notFound,
      `There is no workspace "${slug}". promptstudio list workspaces shows them.`,
    )
  }
  await client.session.open({ workspaceId: found.id })
}
