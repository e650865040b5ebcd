import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'

/** A text node takes from these, each at a port `a`, `b` …; every text is as long as the others. */
export interface Shape {
  readonly name: string
  /** By node: the nodes before it. */
  readonly before: readonly (readonly number[])[]
}

export const chain = (length: number): Shape => ({
  name: `chain of ${length}`,
  before: Array.from({ length }, (_, at) => (at === 0 ? [] : [at - 1])),
})

export const fanOut = (width: number): Shape => ({
  name: `fan-out of ${width}`,
  before: Array.from({ length: width }, (_, at) => (at === 0 ? [] : [0])),
})

/** Layers of ten; each node takes from two of the layer before. */
export const lattice = (nodes: number): Shape => ({
  name: `lattice of ${nodes}`,
  before: Array.from({ length: nodes }, (_, at) => {
    if (at < 10) return []
    const layer = Math.floor(at / 10) - 1
    return [layer * 10 + (at % 10), layer * 10 + ((at + 1) % 10)]
  }),
})

const ports = ['a', 'b']

/** What a node says: its number, and that it was given something. */
export const textOf = (at: number, before: readonly number[]): string =>
  `Node ${at}${before.map((_, index) => ` {% if ${ports[index]} %}after one{% endif %}`).join('')}`

const idOf = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

export function workflowOf({ before }: Shape): WorkflowDocument {
  const nodes = before.map(
    (from, at): WorkflowNode => ({
      id: idOf(at),
      kind: 'text',
      label: '',
      x: 0,
      y: 0,
      settings: { text: textOf(at, from) },
    }),
  )
  const edges = before.flatMap((from, at) =>
    from.map(
      (source, index): WorkflowEdge => ({
        id: idOf(100_000 + at * 10 + index),
        source: idOf(source),
        sourcePort: 'text',
        target: idOf(at),
        targetPort: ports[index] ?? 'a',
      }),
    ),
  )
  return { kind: 'workflow', nodes, edges, limits: {} }
}
