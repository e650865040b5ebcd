import { readFileSync } from 'node:fs'
import { uuidv7 } from 'uuidv7'
import type { EntityDetail } from '../../../contract/entity'
import type { Connection } from '../../../contract/provider'
import type { ModelChoice, RunSummary } from '../../../contract/run'
import type { StudioClient } from '../../socket/client'
import { command } from '../command'
import { CommandError, codeOfRun, exit, usage } from '../exit'
import { findItem } from '../find'
import type { Io } from '../io'
import { json } from '../table'
import { runWorkflow, said } from './run-workflow'

const help = `promptstudio run TEMPLATE|WORKFLOW [options]

Runs a template or a workflow, named by slug, title or id. A template's answer goes to standard output as it comes, a
workflow's outputs when it has ended (a single text as it is, else JSON), figures and nodes to standard error. The run is
kept and shows in the studio.

  --set NAME=VALUE    a value for a variable or input; may be given several times. What an input takes that is no text
                      is read as JSON
  --values FILE       values from a JSON object; "-" reads standard input; --set goes before it
  --model NAME        of a template: instead of the model that it names
  --connection NAME   the connection to reach it by (list connections shows them)

Examples
  promptstudio run summary --set text="A long text"
  promptstudio run summary --set text="$(cat report.txt)" --model sim-large > summary.txt
  echo '{"text": "A long text"}' | promptstudio run summary --values - --json
  promptstudio run summarise-and-judge --set text="$(cat report.txt)"

Ends with 0 when the run succeeded; 5 when the key was turned down, 6 when it took too long or the provider asked for a
pause, 130 when Ctrl+C stopped it, otherwise 1.
`

export const run = command({
  name: 'run',
  summary: 'run a template or a workflow',
  help,
  options: {
    set: { type: 'string', multiple: true },
    values: { type: 'string' },
    model: { type: 'string' },
    connection: { type: 'string' },
  },
  async run({ values, words, client, io }) {
    const [name, ...more] = words
    if (!name || more.length > 0) throw usage('Name one template or workflow: promptstudio run NAME.')
    const given = { ...(await readValues(values.values, io)), ...readSets(values.set ?? []) }
    const { id: entityId, type } = await findItem(client, name, ['template', 'workflow'])
    const template = await client.entity.get({ id: entityId })
    if (type === 'workflow') {
      if (values.model || values.connection)
        throw usage('A workflow’s nodes name their models: leave --model out.')
      const { finished, outputs } = await runWorkflow(client, template, given, {
        io,
        tells: values.json !== true,
      })
      io.out(values.json ? json({ run: finished, outputs }) : `${said(outputs)}\n`)
      io.tell(figures(finished))
      return codeOfRun(finished.status)
    }
    const choice = choose(await client.provider.list(), template, values)
    const id = uuidv7()
    await client.run.start({ id, entityId, values: given, choice })
    const { finished, answer } = await follow(client, id, io, values.json !== true)
    io.out(values.json ? json({ run: finished, answer }) : answer.endsWith('\n') ? '' : '\n')
    io.tell(figures(finished))
    return codeOfRun(finished.status)
  },
})

async function follow(
  client: StudioClient,
  id: string,
  io: Io,
  live: boolean,
): Promise<{ finished: RunSummary; answer: string }> {
  // The run is asked to stop and followed to its end, so that what came so far is recorded.
  const ended = io.onInterrupt(() => void client.run.stop({ id }).catch(() => {}))
  let answer = ''
  try {
    for await (const event of await client.run.follow({ id })) {
      if (event.type === 'finished') return { finished: event.run, answer }
      if (event.type !== 'text') continue
      answer += event.text
      if (live) io.out(event.text)
    }
  } finally {
    ended()
  }
  throw new CommandError(
    exit.failed,
    'The studio ended before the run did. The run shows there as interrupted.',
  )
}

function readSets(sets: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    sets.map((set) => {
      const at = set.indexOf('=')
      if (at < 1) throw usage(`--set takes NAME=VALUE, not "${set}".`)
      return [set.slice(0, at), set.slice(at + 1)]
    }),
  )
}

async function readValues(file: string | undefined, io: Io): Promise<Record<string, unknown>> {
  if (file === undefined) return {}
  const source = file === '-' ? 'Standard input' : `The file ${file}`
  const text = file === '-' ? await io.input() : readText(file)
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw usage(`${source} holds no JSON object. Write one with a key for each variable: {"name": "value"}.`)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw usage(`The file ${file} cannot be read. Check its name and who may read it.`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the command names goes before what the template names; without either, the first connection there is. */
function choose(
  connections: readonly Connection[],
  { document }: EntityDetail,
  asked: { readonly model?: string | undefined; readonly connection?: string | undefined },
): ModelChoice {
  const settings = document.kind === 'template' ? document.settings : {}
  const model = asked.model ?? (asked.connection ? undefined : (settings.model ?? undefined))
  const connection = asked.connection
    ? connections.find(
        ({ id, name }) => id === asked.connection || name.toLowerCase() === asked.connection?.toLowerCase(),
      )
    : ((asked.model ? undefined : connections.find(({ id }) => id === settings.connectionId)) ??
      connections.find(({ models }) => model === undefined || models.includes(model)))
  if (!connection) throw noConnection(asked.connection, model)
  const chosen = model ?? connection.models[0]
  if (!chosen) throw usage(`The connection ${connection.name} names no models. Choose one with --model.`)
  return { connectionId: connection.id, model: chosen }
}

function noConnection(name: string | undefined, model: string | undefined): CommandError {
  const wanted = name ? `connection "${name}"` : `connection with the model "${model ?? ''}"`
  return new CommandError(
    exit.notFound,
    `There is no ${wanted}. promptstudio list connections shows what there is; --connection names one.`,
  )
}

/** One line about a run: how it ended, time, tokens, money. What is unknown is left out. */
function figures({ id, status, error, model, durationMs, firstTokenMs, usage: used }: RunSummary): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
  const money = used.cost === null ? 'cost unknown' : `${used.cost} ${used.currency}`
  const parts = [
    status.replace('_', ' '),
    model,
    durationMs === null ? null : seconds(durationMs),
    firstTokenMs === null ? null : `first token ${seconds(firstTokenMs)}`,
    used.inputTokens === null ? null : `${used.inputTokens} tokens in`,
    used.outputTokens === null ? null : `${used.outputTokens} out`,
    used.simulated ? `${money} (simulated)` : money,
    `run ${id}`,
  ]
  const line = parts.filter((part) => part !== null).join(' · ')
  return error ? `${line}\n${error.message}` : line
}
