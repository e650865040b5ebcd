import type { WorkflowDocument, WorkflowNode } from '../../contract/workflow'
import { canonicalJson, storable } from '../document/canonical'

/** One spelling for equal workflows: what a file on disk and a comparison of files are made of. */
export const workflowJson = (document: WorkflowDocument): string => canonicalJson(storable(document))

/** How a kind is drawn. */
const shapes: Partial<Record<string, readonly [open: string, close: string]>> = {
  input: ['([', '])'],
  output: ['([', '])'],
  condition: ['{', '}'],
  switch: ['{', '}'],
  subworkflow: ['[[', ']]'],
  human_input: ['[/', '/]'],
}

/** The workflow as a Mermaid flow chart, groups as subgraphs; notes are left out. */
export function mermaid(document: WorkflowDocument): string {
  const names = new Map(document.nodes.map(({ id }, index) => [id, `n${index + 1}`]))
  const drawn = document.nodes.filter(({ kind }) => kind !== 'note')
  const members = new Map<string | null, WorkflowNode[]>()
  for (const node of drawn) {
    const parent = node.parentId && names.has(node.parentId) ? node.parentId : null
    members.set(parent, [...(members.get(parent) ?? []), node])
  }
  const lines = (parent: string | null, depth: number, within: readonly string[]): string[] =>
    (members.get(parent) ?? []).flatMap((node) => {
      const indent = '  '.repeat(depth)
      const name = names.get(node.id) ?? node.id
      if (node.kind !== 'group') return [`${indent}${name}${box(node)}`]
      // Groups that lie in each other would be drawn without end.
      const inner = within.includes(node.id) ? [] : lines(node.id, depth + 1, [...within, node.id])
      return [`${indent}subgraph ${name}["${quoted(titleOf(node))}"]`, ...inner, `${indent}end`]
    })
  const edges = document.edges.flatMap(({ source, sourcePort, target, targetPort, label, condition }) => {
    const [from, to] = [names.get(source), names.get(target)]
    const words = quoted(
      label ?? condition ?? (sourcePort === targetPort ? sourcePort : `${sourcePort} → ${targetPort}`),
    )
    return from && to ? [`  ${from} -->|"${words}"| ${to}`] : []
  })
  return `${['flowchart LR', ...lines(null, 1, []), ...edges].join('\n')}\n`
}

const titleOf = ({ label, kind }: WorkflowNode): string => label || kind.replaceAll('_', ' ')

function box(node: WorkflowNode): string {
  const [open, close] = shapes[node.kind] ?? ['[', ']']
  return `${open}"${quoted(titleOf(node))}"${close}`
}

/** Words inside quotation marks: what would end them or make a line of its own is written as an entity. */
const quoted = (text: string): string =>
  text.replace(/[&"<>#`|\\]/g, (sign) => `#${sign.codePointAt(0)};`).replace(/\s+/g, ' ')
