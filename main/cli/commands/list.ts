import type { EntityType } from '../../../contract/vocabulary'
import type { StudioClient } from '../../socket/client'
import { command } from '../command'
import { usage } from '../exit'
import { items } from '../find'
import { json, table } from '../table'

const help = `promptstudio list [KIND] [options]

Shows what a workspace holds. KIND is items (templates and contexts, the default), templates, contexts, runs,
connections or workspaces.

  --filter TEXT   items with this in title or text
  --limit N       at most N rows (default 50)

Examples
  promptstudio list
  promptstudio list runs --limit 10
  promptstudio list templates --filter letter --json
  promptstudio list --workspace acme
`

interface Wanted {
  readonly limit: number
  readonly filter?: string
}

interface Listing {
  readonly head: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  /** The same as the contract gives it, for --json. */
  readonly all: readonly unknown[]
}

const kinds: Record<string, (client: StudioClient, wanted: Wanted) => Promise<Listing>> = {
  items: (client, wanted) => listItems(client, ['template', 'context'], wanted),
  templates: (client, wanted) => listItems(client, ['template'], wanted),
  contexts: (client, wanted) => listItems(client, ['context'], wanted),
  runs: listRuns,
  connections: listConnections,
  workspaces: listWorkspaces,
}

export const list = command({
  name: 'list',
  summary: 'templates, contexts, runs, connections, workspaces',
  help,
  options: { filter: { type: 'string' }, limit: { type: 'string' } },
  async run({ values, words, client, io }) {
    const [kind = 'items', ...more] = words
    const listing = kinds[kind]
    if (!listing || more.length > 0) throw usage(`list takes one of ${Object.keys(kinds).join(', ')}.`)
    const wanted = { limit: readLimit(values.limit), ...(values.filter ? { filter: values.filter } : {}) }
    const { head, rows, all } = await listing(client, wanted)
    io.out(values.json ? json(all) : table(head, rows))
    return 0
  },
})

function readLimit(text: string | undefined): number {
  if (text === undefined) return 50
  const limit = Number(text)
  if (Number.isInteger(limit) && limit > 0) return limit
  throw usage(`--limit takes a number above 0, not "${text}".`)
}

async function listItems(
  client: StudioClient,
  types: EntityType[],
  { limit, filter }: Wanted,
): Promise<Listing> {
  const all = []
  for await (const item of items(client, { types, ...(filter ? { filter } : {}) })) {
    if (all.push(item) === limit) break
  }
  return {
    head: ['slug', 'title', 'type', 'status', 'version', 'runs', 'updated'],
    rows: all.map((item) => [
      item.slug,
      item.title,
      item.type,
      item.status,
      item.versionNumber,
      item.runs,
      minute(item.updatedAt),
    ]),
    all,
  }
}

async function listRuns(client: StudioClient, { limit }: Wanted): Promise<Listing> {
  const all = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<StudioClient['run']['list']>> = await client.run.list({
      limit: Math.min(200, limit - all.length),
      cursor,
    })
    all.push(...page.items)
    cursor = page.next
  } while (cursor && all.length < limit)
  return {
    head: ['run', 'template', 'model', 'status', 'started', 'ms', 'tokens', 'cost'],
    rows: all.map(({ id, entityTitle, model, status, startedAt, durationMs, usage: used }) => [
      id,
      entityTitle,
      model,
      status,
      minute(startedAt),
      durationMs,
      used.outputTokens,
      used.cost,
    ]),
    all,
  }
}

async function listConnections(client: StudioClient): Promise<Listing> {
  const all = await client.provider.list()
  return {
    head: ['connection', 'kind', 'key', 'models'],
    rows: all.map(({ name, kind, keyState, models }) => [name, kind, keyState, models.join(', ')]),
    all,
  }
}

async function listWorkspaces(client: StudioClient): Promise<Listing> {
  const [all, { workspace }] = await Promise.all([client.workspace.list(), client.session.get()])
  return {
    head: ['slug', 'name', 'kind', 'role', ''],
    rows: all.map(({ id, slug, name, kind, role }) => [
      slug,
      name,
      kind,
      role,
      id === workspace.id ? 'in use' : '',
    ]),
    all,
  }
}

const minute = (instant: string) => instant.slice(0, 16).replace('T', ' ')
