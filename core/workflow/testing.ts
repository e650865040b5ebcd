import fc from 'fast-check'
import {
  type NodeKind,
  nodeKinds,
  type WorkflowDocument,
  type WorkflowEdge,
  type WorkflowNode,
  workflowDocument,
} from '../../contract/workflow'
import { rules } from './registry'

/** Ids that say what they are of, as UUIDs. */
export const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** New ids that nothing else has. */
export function counter(from = 500_000): () => string {
  let next = from
  return () => {
    next += 1
    return idOf(next)
  }
}

export const node = (
  number: number,
  kind: NodeKind,
  settings: Record<string, unknown> = {},
  more: Partial<WorkflowNode> = {},
): WorkflowNode => ({
  id: idOf(number),
  kind,
  label: '',
  x: number * 10,
  y: 0,
  settings: { ...rules[kind].defaults(), ...settings },
  ...more,
})

export const edge = (number: number, from: [number, string], to: [number, string]): WorkflowEdge => ({
  id: idOf(number),
  source: idOf(from[0]),
  sourcePort: from[1],
  target: idOf(to[0]),
  targetPort: to[1],
})

export const workflow = (nodes: WorkflowNode[], edges: WorkflowEdge[] = []): WorkflowDocument =>
  workflowDocument.parse({ kind: 'workflow', nodes, edges })

const settings: Partial<Record<NodeKind, Record<string, unknown>>> = {
  input: { fields: [{ name: 'in', type: { kind: 'text' } }] },
  output: { fields: [{ name: 'out', type: { kind: 'any' } }] },
  text: { text: 'Hello {{ a }} {{ b }}' },
  switch: { cases: [{ name: 'one', expression: 'true' }] },
}

/** Graphs with any kinds of nodes in groups, and edges that may be nonsense. */
export const documents = fc
  .record({
    nodes: fc.array(
      fc.record({
        kind: fc.constantFrom(...nodeKinds),
        x: fc.integer(),
        y: fc.integer(),
        parent: fc.nat(12),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    edges: fc.array(fc.record({ from: fc.nat(40), to: fc.nat(40), out: fc.nat(5), into: fc.nat(5) }), {
      maxLength: 20,
    }),
  })
  .map(({ nodes, edges }) => {
    const all = nodes.map(({ kind, x, y, parent }, index) => {
      const inside = parent < index && nodes[parent]?.kind === 'group' ? { parentId: idOf(parent) } : {}
      return node(index, kind, settings[kind], { x: x % 5_000, y: y % 5_000, ...inside })
    })
    const ports = (at: number, way: 'inputs' | 'outputs', which: number) => {
      const kind = nodes[at]?.kind ?? 'note'
      const list = rules[kind].read(all[at]?.settings)[way]
      return list.length === 0 ? null : (list[which % list.length]?.name ?? null)
    }
    const links = edges.flatMap(({ from, to, out, into }, index) => {
      const [source, target] = [from % all.length, to % all.length]
      const [given, taken] = [ports(source, 'outputs', out), ports(target, 'inputs', into)]
      return given && taken ? [edge(1_000 + index, [source, given], [target, taken])] : []
    })
    return workflow(all, links)
  })
