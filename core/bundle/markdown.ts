import type { TemplateDocument, Variable } from '../../contract/template'
import type { PortField, WorkflowDocument } from '../../contract/workflow'
import { mermaid } from '../workflow/export'
import { readNode } from '../workflow/registry'
import { signatureOf } from '../workflow/signature'
import type { BundleItem } from './format'

const roles = { system: 'System', user: 'User', assistant: 'Assistant', history: 'History' } as const
const kinds = {
  lab: 'Lab',
  library: 'Library',
  template: 'Template',
  context: 'Context',
  variable_set: 'Values',
  variable_definition: 'Shared variable',
  workflow: 'Workflow',
} as const

/** Items as one Markdown document: a single one begins with its front matter, several stand under their places. */
export function markdownOf(items: readonly BundleItem[], title: string): string {
  const byId = new Map(items.map((item) => [item.id, item]))
  const [only] = items
  if (items.length === 1 && only) return `${frontMatter(only, byId)}\n${body(only, 1)}\n`
  const parts = items.map((item) => {
    const level = Math.min(6, 2 + depthOf(item, byId))
    const about = `${kinds[item.type]} · \`${item.slug}\` · ${item.semver}${item.tags.map((tag) => ` · #${tag}`).join('')}`
    return [
      `${'#'.repeat(level)} ${line(item.title)}`,
      item.type === 'lab' || item.type === 'library' ? '' : about,
      baseLine(item, byId),
      body(item, level),
    ]
      .filter(Boolean)
      .join('\n\n')
  })
  return `${[`# ${line(title)}`, ...parts].join('\n\n')}\n`
}

function frontMatter(item: BundleItem, byId: ReadonlyMap<string, BundleItem>): string {
  const { document } = item
  const settings = document.kind === 'template' ? Object.entries(document.settings) : []
  const fields: [string, unknown][] = [
    ['title', item.title],
    ['kind', item.type],
    ['slug', item.slug],
    ['version', item.semver],
    ...(item.tags.length > 0 ? [['tags', item.tags] as [string, unknown]] : []),
    ...(baseTitle(item, byId) ? [['base', baseTitle(item, byId)] as [string, unknown]] : []),
    ...settings.filter(([, value]) => value !== null && value !== undefined),
  ]
  // JSON is YAML too: nothing in a title or a tag can end the front matter early.
  return ['---', ...fields.map(([key, value]) => `${key}: ${JSON.stringify(value)}`), '---', ''].join('\n')
}

function body(item: BundleItem, level: number): string {
  const { document } = item
  const head = (text: string) => `${'#'.repeat(Math.min(6, level + 1))} ${text}`
  const parts: string[] = level === 1 ? [`# ${line(item.title)}`] : []
  if (item.description) parts.push(line(item.description))
  if (document.kind === 'template') {
    for (const { role, name, text } of document.messages) {
      parts.push(head(name ? `${roles[role]}: ${line(name)}` : roles[role]), fenced(text, 'liquid'))
    }
    parts.push(...ofTemplate(document, head))
  }
  if (document.kind === 'context') {
    parts.push(fenced(document.text, 'liquid'), ...variables(document.variables, head))
  }
  if (document.kind === 'variable_definition') parts.push(...variables([document.variable], head))
  if (document.kind === 'variable_set') {
    parts.push(...variables(document.columns, head), ...rows(item, head))
  }
  if (document.kind === 'workflow') parts.push(...ofWorkflow(document, head))
  return parts.join('\n\n')
}

function ofTemplate(document: TemplateDocument, head: (text: string) => string): string[] {
  const blocks = Object.entries(document.base?.blocks ?? {})
  return [
    ...blocks.flatMap(([name, text]) => [head(`Block ${line(name)}`), fenced(text, 'liquid')]),
    ...variables(document.variables, head),
    ...document.tools.flatMap((tool) => [
      head(`Tool ${tool.name}`),
      line(tool.description),
      fenced(JSON.stringify(tool.parameters, undefined, 2), 'json'),
    ]),
    ...(document.outputSchema === undefined
      ? []
      : [head('Output schema'), fenced(JSON.stringify(document.outputSchema, undefined, 2), 'json')]),
    ...document.examples.flatMap(({ input, output }) => [
      head('Example'),
      fenced(input, 'text'),
      fenced(output, 'text'),
    ]),
  ].filter(Boolean)
}

/** What it takes and gives, its graph, and the texts that stand in its nodes. */
function ofWorkflow(document: WorkflowDocument, head: (text: string) => string): string[] {
  const { inputs, outputs } = signatureOf(document)
  const texts = document.nodes.flatMap((node) =>
    readNode(node)
      .texts.filter((text) => text.trim() !== '')
      .flatMap((text) => [head(line(node.label || node.kind.replaceAll('_', ' '))), fenced(text, 'liquid')]),
  )
  return [
    ...ports('Inputs', inputs, head),
    ...ports('Outputs', outputs, head),
    ...(document.nodes.length === 0 ? [] : [head('Graph'), fenced(mermaid(document).trimEnd(), 'mermaid')]),
    ...texts,
  ]
}

function ports(title: string, all: readonly PortField[], head: (text: string) => string): string[] {
  if (all.length === 0) return []
  const cells = all.map(({ name, type, required, default: value, description }) => [
    `\`${name}\``,
    type.kind,
    required ? 'yes' : 'no',
    cell(value),
    description,
  ])
  return [head(title), table(['Name', 'Type', 'Required', 'Default', 'Description'], cells)]
}

function variables(all: readonly Variable[], head: (text: string) => string): string[] {
  if (all.length === 0) return []
  const cells = all.map(({ name, type, required, default: value, description }) => [
    `\`${name}\``,
    type,
    required ? 'yes' : 'no',
    value === undefined ? '' : cell(value),
    description,
  ])
  return [head('Variables'), table(['Name', 'Type', 'Required', 'Default', 'Description'], cells)]
}

function rows({ rows = [] }: BundleItem, head: (text: string) => string): string[] {
  if (rows.length === 0) return []
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  return [
    head('Rows'),
    table(
      names,
      rows.map(({ values }) => names.map((name) => cell(values[name]))),
    ),
  ]
}

const cell = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((text) => line(text).replaceAll('|', '\\|')).join(' | ')} |`
  return [row(heads), row(heads.map(() => '---')), ...lines.map(row)].join('\n')
}

/** A fence longer than any in the text, so that the text cannot end it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const line = (text: string): string => text.replace(/\s+/g, ' ').trim()

function depthOf(item: BundleItem, byId: ReadonlyMap<string, BundleItem>): number {
  const parent = item.parent === null ? undefined : byId.get(item.parent)
  return parent ? 1 + depthOf(parent, byId) : 0
}

function baseTitle({ document }: BundleItem, byId: ReadonlyMap<string, BundleItem>): string | undefined {
  return document.kind === 'template' ? byId.get(document.base?.templateId ?? '')?.title : undefined
}

function baseLine(item: BundleItem, byId: ReadonlyMap<string, BundleItem>): string {
  const title = baseTitle(item, byId)
  return title ? `Built on ${line(title)}.` : ''
}
