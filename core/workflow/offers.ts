import type { PortType, WorkflowDocument, WorkflowNode } from '../../contract/workflow'
import { portOf } from './edit/connect'
import { nodesById } from './edit/nodes'
import { type ExpressionName, expressionNames } from './expression'
import { readNode } from './registry'
import { signatureOf } from './signature'

/** A name that can be written in an expression or code, what it holds, and what follows behind a dot. */
export interface Offer {
  readonly name: string
  readonly type: PortType
  readonly parts: readonly Offer[]
}

/** Where an expression stands. */
export type Place = { readonly nodeId: string } | { readonly edgeId: string }

/** What an expression can read where it stands, as far as the ports before it are known. */
export function offersAt(document: WorkflowDocument, place: Place): Offer[] {
  const { inputs } = signatureOf(document)
  const scores = document.nodes.flatMap(({ kind, settings: { name } }) =>
    kind === 'score' && typeof name === 'string' ? [offer(name, { kind: 'number' })] : [],
  )
  const parts: Partial<Record<ExpressionName, readonly Offer[]>> = {
    vars: inputs.map(({ name, type }) => offer(name, type)),
    score: [...new Map(scores.map((each) => [each.name, each])).values()],
  }
  const given = inputOf(document, place)
  return expressionNames.map((name) =>
    name === 'input' ? given : { name, type: kinds[name], parts: parts[name] ?? [] },
  )
}

const kinds: Readonly<Record<Exclude<ExpressionName, 'input'>, PortType>> = {
  output: { kind: 'any' },
  vars: { kind: 'object' },
  cost: { kind: 'any' },
  score: { kind: 'object' },
}

/** `input` where an expression or code stands: the value that is looked at, or in a Code node its fields by name. */
export function inputOf(document: WorkflowDocument, place: Place): Offer {
  const graph = graphOf(document)
  if ('edgeId' in place) {
    const edge = document.edges.find(({ id }) => id === place.edgeId)
    return offer('input', edge ? given(graph, edge.source, edge.sourcePort, most) : anything)
  }
  const node = graph.byId.get(place.nodeId)
  if (!node) return offer('input', anything)
  if (node.kind !== 'code') {
    return offer('input', taken(graph, node.id, node.kind === 'loop' ? 'next' : 'value', most))
  }
  const parts = readNode(node).inputs.map(({ name, type }) => {
    const comes = taken(graph, node.id, name, most)
    return offer(name, type.kind === 'any' || type.kind === comes.kind ? comes : type)
  })
  return { name: 'input', type: { kind: 'object' }, parts }
}

const anything: PortType = { kind: 'any' }
/** Nodes that only hand on are looked through this far. */
const most = 40

interface Graph {
  readonly byId: ReadonlyMap<string, WorkflowNode>
  readonly edges: WorkflowDocument['edges']
}

const graphOf = (document: WorkflowDocument): Graph => ({
  byId: nodesById(document),
  edges: document.edges,
})

/** What comes in at a port. */
function taken(graph: Graph, nodeId: string, port: string, left: number): PortType {
  const edge = graph.edges.find(({ target, targetPort }) => target === nodeId && targetPort === port)
  return edge ? given(graph, edge.source, edge.sourcePort, left) : anything
}

/** Ports that give what came in at another one, by kind. */
const handsOn: Readonly<Record<string, (port: string) => string | null>> = {
  condition: () => 'value',
  switch: () => 'value',
  delay: () => 'value',
  score: (port) => (port === 'value' ? 'value' : null),
  loop: (port) => ({ value: 'start', done: 'next' })[port] ?? null,
  merge: () => 'values',
}

function given(graph: Graph, nodeId: string, port: string, left: number): PortType {
  const node = graph.byId.get(nodeId)
  const type = node && portOf(readNode(node).outputs, port)?.type
  if (!node || !type || left === 0) return anything
  if (node.kind === 'map' && port === 'item') {
    const { of } = taken(graph, nodeId, 'list', left - 1)
    return { kind: of ?? 'any' }
  }
  const from = type.kind === 'any' ? handsOn[node.kind]?.(port) : null
  return from ? taken(graph, nodeId, from, left - 1) : type
}

const offer = (name: string, type: PortType): Offer => ({ name, type, parts: fieldsOf(type.schema, 6) })

/** The fields that a JSON schema promises, so many levels deep. */
function fieldsOf(schema: Readonly<Record<string, unknown>> | undefined, deep: number): Offer[] {
  const properties = objectOf(schema?.properties)
  if (!properties || deep === 0) return []
  return Object.entries(properties).map(([name, part]) => {
    const inner = objectOf(part)
    return { name, type: typeOf(inner), parts: inner ? fieldsOf(inner, deep - 1) : [] }
  })
}

const byJsonType: Readonly<Record<string, PortType>> = {
  string: { kind: 'text' },
  number: { kind: 'number' },
  integer: { kind: 'number' },
  boolean: { kind: 'boolean' },
  array: { kind: 'list' },
  object: { kind: 'object' },
}

const typeOf = (schema: Readonly<Record<string, unknown>> | null): PortType =>
  typeof schema?.type === 'string' ? (byJsonType[schema.type] ?? anything) : anything

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

/** A value of the shape that is offered, to try an expression on. */
export function sampleOf({ type, parts }: Offer): unknown {
  if (parts.length > 0) return Object.fromEntries(parts.map((part) => [part.name, sampleOf(part)]))
  return samples[type.kind]
}

const samples: Readonly<Record<PortType['kind'], unknown>> = {
  text: 'text',
  messages: [{ role: 'user', text: 'text' }],
  number: 0.5,
  boolean: true,
  list: ['text'],
  object: {},
  image: null,
  any: 'text',
}
