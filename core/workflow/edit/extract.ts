import type { PortField, WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../../contract/workflow'
import { following, forwardEdges, reachable } from '../order'
import { readNode, rules } from '../registry'
import { portOf } from './connect'
import { partOf } from './copy'
import { frameOf } from './groups'
import { type NewId, nodesById, onCanvas, withMembers } from './nodes'

export interface Extracted {
  /** Where the selection was: one sub-workflow node in its place. */
  readonly document: WorkflowDocument
  /** The selection as a workflow of its own, with an input and an output node. */
  readonly sub: WorkflowDocument
}

/** An edge across the border of a selection, and the field it becomes. */
interface Crossing {
  readonly edge: WorkflowEdge
  readonly field: PortField
}

/**
 * Makes a sub-workflow of a selection: what led into it becomes its inputs, what led out its outputs.
 * @param entityId the library's new workflow, which is to get `sub` as its document
 */
export function extractSubworkflow(
  document: WorkflowDocument,
  selection: ReadonlySet<string>,
  { entityId, label, newId }: { readonly entityId: string; readonly label: string; readonly newId: NewId },
): Extracted | { readonly refused: string } {
  const ids = withMembers(document, selection)
  const part = partOf(document, ids)
  const reason = refusal(document, ids, part.nodes)
  if (reason) return { refused: reason }
  const byId = nodesById(document)
  const into = crossings(
    document.edges.filter(({ source, target }) => !ids.has(source) && ids.has(target)),
    byId,
    'into',
  )
  const out = crossings(
    document.edges.filter(({ source, target }) => ids.has(source) && !ids.has(target)),
    byId,
    'out',
  )
  const [fields, outputs] = [fieldsOf(into), fieldsOf(out)]
  const nodeId = newId()
  const frame = frameOf(part.nodes)
  const node: WorkflowNode = {
    id: nodeId,
    kind: 'subworkflow',
    label,
    x: onCanvas(frame.x + frame.width / 2),
    y: onCanvas(frame.y + frame.height / 2),
    settings: { ...rules.subworkflow.defaults(), entityId, fields, outputs },
  }
  return {
    document: {
      ...document,
      nodes: [...document.nodes.filter(({ id }) => !ids.has(id)), node],
      edges: [
        ...document.edges.filter(({ source, target }) => !ids.has(source) && !ids.has(target)),
        ...firstOf(into).map(({ edge, field }) => ({ ...edge, target: nodeId, targetPort: field.name })),
        ...out.map(({ edge, field }) => ({ ...edge, source: nodeId, sourcePort: field.name })),
      ],
    },
    sub: subDocument(part, into, out, newId),
  }
}

function refusal(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  nodes: readonly WorkflowNode[],
): string | null {
  if (!nodes.some(({ kind }) => kind !== 'note' && kind !== 'group')) {
    return 'Select the nodes that are to become a sub-workflow.'
  }
  if (nodes.some(({ kind }) => kind === 'input' || kind === 'output')) {
    return 'Input and output nodes stay in their workflow. Take them out of the selection.'
  }
  const turn = document.edges.find(
    ({ source, target }) => ids.has(source) !== ids.has(target) && !sameSide(document, ids, source, target),
  )
  if (turn) return 'A loop or map is only partly in the selection. Select it with its whole body.'
  const next = following(forwardEdges(document))
  const after = [...ids].flatMap((id) => (next.get(id) ?? []).filter((target) => !ids.has(target)))
  const back = [...reachable(after, next)].some((id) => ids.has(id))
  return back ? 'A way leads out of the selection and back into it. Select what lies in between too.' : null
}

/** Whether an edge across the border is none between a loop or map and its body. */
function sameSide(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  source: string,
  target: string,
): boolean {
  const byId = nodesById(document)
  const [from, to] = [byId.get(source), byId.get(target)]
  const edges = document.edges.filter(
    (edge) => edge.source === source && edge.target === target && ids.has(source) !== ids.has(target),
  )
  return edges.every(
    ({ sourcePort, targetPort }) =>
      !(from && portOf(readNode(from).outputs, sourcePort)?.body) &&
      !(to && portOf(readNode(to).inputs, targetPort)?.body),
  )
}

/** One field for each port that is led from or to, named after the port inside, numbered where two have one name. */
function crossings(
  edges: readonly WorkflowEdge[],
  byId: ReadonlyMap<string, WorkflowNode>,
  way: 'into' | 'out',
): Crossing[] {
  const fields = new Map<string, PortField>()
  const taken = new Set<string>()
  return edges.map((edge) => {
    const outer = way === 'into' ? edge.id : `${edge.source} ${edge.sourcePort}`
    const known = fields.get(outer)
    if (known) return { edge, field: known }
    const node = byId.get(way === 'into' ? edge.target : edge.source)
    const reading = node && readNode(node)
    const wanted = way === 'into' ? edge.targetPort : edge.sourcePort
    const port = portOf((way === 'into' ? reading?.inputs : reading?.outputs) ?? [], wanted)
    const field: PortField = {
      name: freeName(wanted, taken),
      type: port?.type ?? { kind: 'any' },
      required: way === 'into' ? (port?.required ?? false) : false,
      description: '',
    }
    taken.add(field.name)
    fields.set(outer, field)
    return { edge, field }
  })
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 70)}_${number}`
    if (!taken.has(name)) return name
  }
}

const firstOf = (crossed: readonly Crossing[]): Crossing[] =>
  [...new Map([...crossed].reverse().map((each) => [each.field.name, each])).values()].reverse()

const fieldsOf = (crossed: readonly Crossing[]): PortField[] => firstOf(crossed).map(({ field }) => field)

function subDocument(
  part: Pick<WorkflowDocument, 'nodes' | 'edges'>,
  into: readonly Crossing[],
  out: readonly Crossing[],
  newId: NewId,
): WorkflowDocument {
  const frame = frameOf(part.nodes)
  const [inputId, outputId] = [newId(), newId()]
  const end = (id: string, kind: 'input' | 'output', x: number, fields: PortField[]): WorkflowNode => ({
    id,
    kind,
    label: '',
    x: onCanvas(x),
    y: frame.y,
    settings: { fields },
  })
  return {
    kind: 'workflow',
    nodes: [
      end(inputId, 'input', frame.x - 280, fieldsOf(into)),
      ...part.nodes,
      end(outputId, 'output', frame.x + frame.width + 60, fieldsOf(out)),
    ],
    edges: [
      ...part.edges,
      ...into.map(({ edge, field }) => bare(newId(), inputId, field.name, edge.target, edge.targetPort)),
      ...firstOf(out).map(({ edge, field }) =>
        bare(newId(), edge.source, edge.sourcePort, outputId, field.name),
      ),
    ],
    limits: {},
  }
}

const bare = (
  id: string,
  source: string,
  sourcePort: string,
  target: string,
  targetPort: string,
): WorkflowEdge => ({ id, source, sourcePort, target, targetPort })
