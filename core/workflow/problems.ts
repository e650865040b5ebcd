import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'
import { canonicalJson } from '../document/canonical'
import { portOf } from './edit/connect'
import { nodesById } from './edit/nodes'
import { bodiesOf, following, reachable, topologicalOrder } from './order'
import { planOf } from './plan'
import { canCarry } from './port-types'
import { isKnownKind, readNode, runs } from './registry'
import { keyOfUse, type Ports, type SettingsProblem } from './rule'
import { signatureOf } from './signature'

export interface WorkflowProblem {
  readonly code:
    | SettingsProblem['code']
    | 'unknown_kind'
    | 'unconnected'
    | 'missing_port'
    | 'type'
    | 'circle'
    | 'leaves_body'
    | 'unreachable'
    | 'unused'
    | 'missing_item'
    | 'missing_model'
    | 'outdated_ports'
    | 'expression'
    | 'calls_itself'
    | 'missing_variable'
  /** `error`: the node would fail. `warning`: it runs, and likely not as meant. */
  readonly level: 'error' | 'warning'
  readonly nodeId: string | null
  readonly edgeId: string | null
  /** The setting or port it is about. */
  readonly field: string | null
  readonly message: string
}

/** What is known of the world around the document; what is left out is not looked at. */
export interface Around {
  /** The workflow's own id. */
  readonly self?: string
  /** Items that nodes name, by `keyOfUse`; null where they are gone. */
  readonly items?: ReadonlyMap<string, KnownItem | null>
  /** Models that a connection offers. */
  readonly models?: ReadonlySet<string>
  /** Expressions that cannot be read, with the sentence that says why. */
  readonly unreadable?: ReadonlyMap<string, string>
}

/** An item of the library that nodes name. */
export interface KnownItem {
  readonly title: string
  /** What a node keeps of it now (`settingsFor`); null where it has nothing to keep. */
  readonly settings: Readonly<Record<string, unknown>> | null
}

type Found = Pick<WorkflowProblem, 'code' | 'message'> & Partial<WorkflowProblem>

/** Everything that is wrong with a workflow, node by node in the document's order, then edge by edge. */
export function workflowProblems(document: WorkflowDocument, around: Around = {}): WorkflowProblem[] {
  const connected = new Map<string, WorkflowEdge[]>()
  for (const edge of document.edges) {
    connected.set(edge.target, [...(connected.get(edge.target) ?? []), edge])
  }
  const { circular } = topologicalOrder(document)
  const live = reached(document)
  const sources = new Set(document.edges.map(({ source }) => source))
  const nodes = document.nodes.flatMap((node) =>
    [
      ...ofSettings(node),
      ...ofAround(node, around),
      ...unconnected(node, connected.get(node.id) ?? []),
      ...ofPlace(node, { circular, live, sources }),
    ].map((found) => ({ ...plain, ...found, nodeId: node.id })),
  )
  const byId = nodesById(document)
  const edges = document.edges.flatMap((edge) =>
    [...ofEdge(edge, byId), ...ofCondition(edge, around)].map((found) => ({
      ...plain,
      ...found,
      edgeId: edge.id,
    })),
  )
  return [...nodes, ...edges, ...ofBodies(document), ...ofSignature(document)]
}

const plain = { level: 'error', nodeId: null, edgeId: null, field: null } as const

function ofSettings(node: WorkflowNode): Found[] {
  if (isKnownKind(node.kind)) return [...readNode(node).problems]
  return [
    {
      code: 'unknown_kind',
      message: `This version of the studio does not know the node "${node.kind}". Update it, or remove the node.`,
    },
  ]
}

function ofAround(node: WorkflowNode, { self, items, models, unreadable }: Around): Found[] {
  const { uses, expressions } = readNode(node)
  const found: Found[] = expressions.flatMap(({ field, source }) => unread(field, source, unreadable))
  for (const use of uses) {
    const { entityId } = use
    const field = 'entityId'
    if (entityId === self) {
      const message = 'This workflow would run itself without end. Choose another workflow.'
      found.push({ code: 'calls_itself', field, message })
    }
    const item = items?.get(keyOfUse(use))
    if (item === null) {
      const message =
        'What this node names is not in the library any more, or no version of it bears the label. Restore it, or choose another.'
      found.push({ code: 'missing_item', field, message })
    }
    if (item?.settings && outdated(node, item.settings)) {
      const message = `"${item.title}" has other inputs or outputs now. Take its ports over anew.`
      found.push({ code: 'outdated_ports', level: 'warning', field, message })
    }
  }
  const model = modelOf(node)
  if (models && model && !models.has(model)) {
    const message = `No connection offers the model "${model}". Connect its provider, or choose another model.`
    found.push({ code: 'missing_model', field: 'model', message })
  }
  return found
}

const modelOf = ({ settings: { model } }: WorkflowNode): string | null =>
  typeof model === 'object' && model !== null && 'model' in model && typeof model.model === 'string'
    ? model.model
    : null

const unread = (field: string, source: string, unreadable: Around['unreadable']): Found[] => {
  const message = unreadable?.get(source)
  return message === undefined ? [] : [{ code: 'expression', field, message }]
}

const ofCondition = ({ condition }: WorkflowEdge, { unreadable }: Around): Found[] =>
  condition === undefined ? [] : unread('condition', condition, unreadable)

// By the identity of both: with every change the whole workflow is asked, and most of it is as it was.
const compared = new WeakMap<object, WeakMap<object, boolean>>()

/** Whether a node's ports are no longer those of what it names. */
function outdated({ kind, settings }: WorkflowNode, now: Readonly<Record<string, unknown>>): boolean {
  const known = compared.get(settings) ?? new WeakMap<object, boolean>()
  compared.set(settings, known)
  const before = known.get(now)
  if (before !== undefined) return before
  const differs =
    portsText(readNode({ kind, settings })) !==
    portsText(readNode({ kind, settings: { ...settings, ...now } }))
  known.set(now, differs)
  return differs
}

const portsText = ({ inputs, outputs }: Ports): string => canonicalJson([inputs, outputs])

function unconnected(node: WorkflowNode, edges: readonly WorkflowEdge[]): Found[] {
  return readNode(node).inputs.flatMap(({ name, required }): Found[] => {
    if (!required || edges.some(({ targetPort }) => targetPort === name)) return []
    const isVariable = node.kind === 'template' || node.kind === 'context' || node.kind === 'text'
    return [
      {
        code: isVariable ? 'missing_variable' : 'unconnected',
        field: name,
        message: isVariable
          ? `Nothing fills the variable "${name}". Connect its port.`
          : `The input "${name}" is needed. Connect its port.`,
      },
    ]
  })
}

interface Places {
  readonly circular: ReadonlySet<string>
  readonly live: ReadonlySet<string>
  readonly sources: ReadonlySet<string>
}

function ofPlace(node: WorkflowNode, { circular, live, sources }: Places): Found[] {
  if (!runs(node)) return []
  if (circular.has(node.id)) {
    const message = 'This node waits for itself in a circle. Remove an edge, or lead it back to a Loop node.'
    return [{ code: 'circle', message }]
  }
  const found: Found[] = []
  const { inputs, outputs } = readNode(node)
  if (!live.has(node.id) && inputs.some(({ required }) => required)) {
    const message =
      'Nothing leads here from a node that can begin. Connect an input node, or remove this one.'
    found.push({ code: 'unreachable', level: 'warning', message })
  }
  if (outputs.length > 0 && !sources.has(node.id) && !acts.has(node.kind)) {
    const message = 'Nothing takes what this node gives. Connect it, or remove the node.'
    found.push({ code: 'unused', level: 'warning', message })
  }
  return found
}

/** What is worth running although nobody takes what it gives. */
const acts = new Set(['http', 'code', 'score', 'human_input', 'subworkflow'])

/** Nodes that can be come to from one that needs nothing. */
function reached(document: WorkflowDocument): Set<string> {
  const begin = document.nodes.filter(
    (node) => runs(node) && !readNode(node).inputs.some(({ required }) => required),
  )
  return reachable(
    begin.map(({ id }) => id),
    following(document.edges),
  )
}

function ofEdge(edge: WorkflowEdge, byId: ReadonlyMap<string, WorkflowNode>): Found[] {
  const [from, to] = [byId.get(edge.source), byId.get(edge.target)]
  if (!from || !to) return [gone]
  // Ports of a kind that is not known are not known either.
  if (!isKnownKind(from.kind) || !isKnownKind(to.kind)) return []
  const given = portOf(readNode(from).outputs, edge.sourcePort)
  const taken = portOf(readNode(to).inputs, edge.targetPort)
  if (!given || !taken) return [gone]
  const reason = canCarry(given.type, taken.type)
  return reason ? [{ code: 'type', field: taken.name, message: reason }] : []
}

const gone: Found = {
  code: 'missing_port',
  message: 'A port of this edge is not there any more. Connect another one, or remove the edge.',
}

/** What a body gives leaves it through the body's end only: elsewhere there would be as many as turns. */
function ofBodies(document: WorkflowDocument): WorkflowProblem[] {
  const apart = planOf(document).problems.filter(({ code }) => code === 'leaves_body')
  const ends = document.nodes.filter(({ kind }) => kind === 'output')
  const results = [...bodiesOf(document).values()].flatMap((body) => {
    const message =
      'This runs once a turn and cannot give the result. Connect it behind the Map or Loop node.'
    return ends
      .filter(({ id }) => body.has(id))
      .map(({ id }) => ({ ...plain, code: 'leaves_body' as const, nodeId: id, message }))
  })
  return [...results, ...apart.map((each) => ({ ...plain, ...each }))]
}

/** Names of the signature that two nodes declare. */
function ofSignature(document: WorkflowDocument): WorkflowProblem[] {
  const whole = signatureOf(document)
  return (['input', 'output'] as const).flatMap((kind) => {
    const nodes = document.nodes.filter((node) => node.kind === kind)
    if (nodes.length < 2) return []
    const names = kind === 'input' ? whole.inputs : whole.outputs
    return names.flatMap(({ name }) => {
      const also = nodes.filter((node) => {
        const { inputs, outputs } = readNode(node)
        return portOf(kind === 'input' ? outputs : inputs, name)
      })
      const second = also[1]
      if (!second) return []
      const message = `Another ${kind} node has "${name}" too. Give each field its own name.`
      return [{ ...plain, code: 'duplicate_name' as const, nodeId: second.id, field: name, message }]
    })
  })
}
