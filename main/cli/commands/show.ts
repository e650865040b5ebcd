import type { EntityDetail } from '../../../contract/entity'
import type { Variable } from '../../../contract/template'
import type { StudioClient } from '../../socket/client'
import { command } from '../command'
import { usage } from '../exit'
import { findItem } from '../find'
import { json, table } from '../table'

const help = `promptstudio show ITEM [options]

Shows a template or context, named by slug, title or id: its text and its variables.

  --history   its versions instead, newest first

Examples
  promptstudio show summary
  promptstudio show "House style" --history
  promptstudio show summary --json > summary.json
`

export const show = command({
  name: 'show',
  summary: 'text and variables of an item, or its history',
  help,
  options: { history: { type: 'boolean' } },
  async run({ values, words, client, io }) {
    const [name, ...more] = words
    if (!name || more.length > 0) throw usage('Name one item: promptstudio show ITEM.')
    const { id } = await findItem(client, name)
    if (values.history) {
      const versions = await historyOf(client, id)
      io.out(values.json ? json(versions) : historyTable(versions))
      return 0
    }
    const item = await client.entity.get({ id })
    io.out(values.json ? json(item) : described(item))
    return 0
  },
})

async function historyOf(client: StudioClient, id: string) {
  const all = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<StudioClient['entity']['history']>> = await client.entity.history({
      id,
      cursor,
      limit: 200,
    })
    all.push(...page.items)
    cursor = page.next
  } while (cursor)
  return all
}

function historyTable(versions: Awaited<ReturnType<typeof historyOf>>): string {
  return table(
    ['version', 'number', 'status', 'author', 'when', 'message', ''],
    versions.map(({ semver, number, status, author, authoredAt, message, isHead }) => [
      semver,
      number,
      status,
      author,
      authoredAt.slice(0, 16).replace('T', ' '),
      message,
      isHead ? 'head' : '',
    ]),
  )
}

function described({ title, slug, type, status, semver, description, document }: EntityDetail): string {
  const head = [`${title} (${slug})`, `${type}, ${status}, version ${semver}`, description]
  const parts = [
    head.filter((line) => line !== '').join('\n'),
    ...variablesOf(document),
    ...textsOf(document),
  ]
  return `${parts.join('\n\n')}\n`
}

function variablesOf(document: EntityDetail['document']): string[] {
  if (document.kind !== 'template' && document.kind !== 'context') return []
  if (document.variables.length === 0) return []
  const rows = document.variables.map((variable: Variable) => [
    variable.name,
    variable.type,
    variable.required ? 'required' : '',
    variable.default ?? '',
    variable.description,
  ])
  return [table(['variable', 'type', '', 'default', ''], rows).trimEnd()]
}

function textsOf(document: EntityDetail['document']): string[] {
  if (document.kind === 'context') return [document.text]
  if (document.kind !== 'template') return []
  if (document.form === 'text') return document.messages.map(({ text }) => text)
  return document.messages.map(({ role, text }) => `[${role}]\n${text}`)
}
