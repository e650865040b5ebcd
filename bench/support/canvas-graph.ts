import { uuidv7 } from 'uuidv7'
import { type WorkflowDocument, type WorkflowNode, workflowDocument } from '../../contract/workflow'
import type { Shape } from './graphs'

const step = { x: 230, y: 130 }
const ports = ['a', 'b']

/** Nodes in lines: each takes from the one before it, and so many from the one above that there are 1.5 edges a node. */
function inLines(count: number, columns: number): Shape {
  const isFirst = (at: number) => at % columns === 0
  const firsts = Math.ceil(count / columns)
  const wanted = Math.round(1.5 * count) - (count - firsts)
  const below = count - columns
  const takesAbove = (at: number) => {
    const turn = at - columns
    return turn >= 0 && Math.floor(((turn + 1) * wanted) / below) > Math.floor((turn * wanted) / below)
  }
  return {
    name: `${count} nodes in lines`,
    before: Array.from({ length: count }, (_, at) => [
      ...(isFirst(at) ? [] : [at - 1]),
      ...(takesAbove(at) ? [at - columns] : []),
    ]),
  }
}

const wanted = (from: readonly number[], at: number): string[] =>
  [...from.map((_, index) => ports[index] ?? ''), ...(at % 10 === 9 ? ['missing'] : [])].map(
    (name) => `{{ ${name} }}`,
  )

/** A graph as somebody drew it; every tenth node has a variable that nothing fills yet. */
export function drawn(count: number): WorkflowDocument {
  const columns = Math.ceil(Math.sqrt(count * 1.6))
  const { before } = inLines(count, columns)
  const nodes = before.map(
    (from, at): WorkflowNode => ({
      id: uuidv7(),
      kind: 'text',
      label: `Node ${at}`,
      x: (at % columns) * step.x,
      y: Math.floor(at / columns) * step.y,
      settings: { text: `Say in a word what ${wanted(from, at).join(' and ')} have in common.` },
    }),
  )
  const edges = before.flatMap((from, at) =>
    from.map((source, index) => ({
      id: uuidv7(),
      source: nodes[source]?.id,
      sourcePort: 'text',
      target: nodes[at]?.id,
      targetPort: ports[index],
    })),
  )
  return workflowDocument.parse({ kind: 'workflow', nodes, edges })
}
