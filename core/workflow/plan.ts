import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'
import { bodiesOf, closesTurn, forwardEdges, inOrder } from './order'
import { readNode, runs } from './registry'
import type { Port } from './rule'

/** One node as it is run. */
export interface PlanNode {
  readonly node: WorkflowNode
  /** Its place in the order; of nodes that are ready together the lower one begins first. */
  readonly index: number
  /** The map or loop in whose body it stands, innermost; null outside of all. */
  readonly scope: string | null
  /** Edges by which it is given something, in the document's order; none closes a turn. */
  readonly takes: readonly PlanEdge[]
  /** Edges on which its outputs travel. */
  readonly gives: readonly WorkflowEdge[]
  readonly inputs: readonly Port[]
  /** What it waits for in its own scope: nodes that it takes from, and those that its body takes from; each once. */
  readonly after: readonly string[]
  /** What waits for it in its own scope. */
  readonly before: readonly string[]
  /** Of a map or loop: what runs once a turn. */
  readonly body: PlanBody | null
  /** Of a merge: nodes whose work is for it alone, and which are not needed once it has a value. */
  readonly onlyFor: readonly string[]
}

export interface PlanEdge {
  readonly edge: WorkflowEdge
  readonly port: Port
}

export interface PlanBody {
  /** The nodes directly in it, in their order. */
  readonly nodes: readonly string[]
  /** The edges that close a turn. */
  readonly closing: readonly WorkflowEdge[]
}

export interface PlanProblem {
  readonly code: 'circle' | 'leaves_body'
  readonly nodeId: string
  /** A sentence that names the remedy. */
  readonly message: string
}

/** How a workflow is run: what waits for what, in which turns. */
export interface Plan {
  readonly nodes: ReadonlyMap<string, PlanNode>
  /** The nodes outside of all bodies, in their order. */
  readonly root: readonly string[]
  /** Where there is one it cannot be run. */
  readonly problems: readonly PlanProblem[]
}

/**
 * The plan of a document. Bodies of maps and loops are scopes that lie in each other; what a body needs from outside is
 * there before its first turn, so its map or loop waits for it.
 */
export function planOf(document: WorkflowDocument): Plan {
  const nodes = document.nodes.filter(runs)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const edges = forwardEdges(document).filter(({ source, target }) => byId.has(source) && byId.has(target))
  const scopes = scopesOf(document, nodes)
  const problems = [...scopes.problems, ...leaving(edges, scopes, byId)]
  const units = liftedEdges(edges, scopes)
  const { order, circular } = inOrder(
    nodes.map(({ id }) => id),
    units,
  )
  for (const id of circular) {
    const message =
      'This node waits for itself in a circle. Remove an edge, or lead it back to a Map or Loop node.'
    problems.push({ code: 'circle', nodeId: id, message })
  }
  const index = new Map(order.map((id, at) => [id, at]))
  const taken = grouped(edges, ({ target }) => target)
  const given = grouped(
    document.edges.filter(({ source, target }) => byId.has(source) && byId.has(target)),
    ({ source }) => source,
  )
  const after = grouped(units, ({ target }) => target)
  const onward = grouped(units, ({ source }) => source)
  const inside = grouped(
    order.map((id) => ({ id, scope: scopes.of.get(id) ?? null })),
    ({ scope }) => scope ?? '',
  )
  const closing = grouped(
    document.edges.filter((edge) => closesTurn(byId, edge)),
    ({ target }) => target,
  )
  const plan = new Map<string, PlanNode>()
  for (const id of order) {
    const node = byId.get(id)
    if (!node) continue
    const { inputs } = readNode(node)
    plan.set(id, {
      node,
      index: index.get(id) ?? 0,
      scope: scopes.of.get(id) ?? null,
      inputs,
      takes: (taken.get(id) ?? []).flatMap((edge): PlanEdge[] => {
        const port = inputs.find(({ name }) => name === edge.targetPort)
        return port ? [{ edge, port }] : []
      }),
      gives: given.get(id) ?? [],
      after: (after.get(id) ?? []).map(({ source }) => source),
      before: (onward.get(id) ?? []).map(({ target }) => target),
      body: inputs.some(({ body }) => body)
        ? { nodes: (inside.get(id) ?? []).map((each) => each.id), closing: closing.get(id) ?? [] }
        : null,
      onlyFor: node.kind === 'merge' ? onlyFor(id, after, onward) : [],
    })
  }
  return { nodes: plan, root: (inside.get('') ?? []).map(({ id }) => id), problems }
}

interface Scopes {
  /** By node: the innermost map or loop whose body it stands in. */
  readonly of: ReadonlyMap<string, string | undefined>
  readonly problems: PlanProblem[]
}

function scopesOf(document: WorkflowDocument, nodes: readonly WorkflowNode[]): Scopes {
  const within = new Map<string, string[]>()
  for (const [id, body] of bodiesOf(document)) {
    for (const each of body) within.set(each, [...(within.get(each) ?? []), id])
  }
  const depth = (id: string): number => within.get(id)?.length ?? 0
  const problems: PlanProblem[] = []
  const of = new Map<string, string | undefined>()
  for (const { id } of nodes) {
    const around = [...(within.get(id) ?? [])].sort((a, b) => depth(b) - depth(a))
    of.set(id, around[0])
    const apart = around.some((each, at) => {
      const outer = around[at + 1]
      return outer !== undefined && !within.get(each)?.includes(outer)
    })
    if (!apart) continue
    const message =
      'This node stands in the bodies of two Map or Loop nodes that do not lie in each other. Connect it behind one of them.'
    problems.push({ code: 'leaves_body', nodeId: id, message })
  }
  return { of, problems }
}

/** The scopes around a node, innermost first, ending with null. */
function around(scopes: Scopes, id: string): (string | null)[] {
  const found: (string | null)[] = []
  for (let at = scopes.of.get(id); at !== undefined && !found.includes(at); at = scopes.of.get(at))
    found.push(at)
  return [...found, null]
}

/** Edges that come out of a body elsewhere than at its end. */
function leaving(
  edges: readonly WorkflowEdge[],
  scopes: Scopes,
  byId: ReadonlyMap<string, WorkflowNode>,
): PlanProblem[] {
  const bodyPorts = (id: string) => {
    const node = byId.get(id)
    return new Set(node ? readNode(node).outputs.flatMap(({ name, body }) => (body ? name : [])) : [])
  }

  return edges.flatMap(({ source, sourcePort, target }): PlanProblem[] => {
    const from = scopes.of.get(source) ?? null
    const scope = around(scopes, target)
    // What a map or loop gives at its end is not there for its own turns.
    const ownEnd = scope.includes(source) && !bodyPorts(source).has(sourcePort)
    if (scope.includes(from) && !ownEnd) return []
    const message =
      'This takes from a body that runs once a turn. Connect it behind the Map or Loop node instead.'
    return [{ code: 'leaves_body', nodeId: target, message }]
  })
}

interface Unit {
  readonly source: string
  readonly target: string
}

/** What waits for what within one scope: an edge into a body is waited for by the map or loop around it. */
function liftedEdges(edges: readonly WorkflowEdge[], scopes: Scopes): Unit[] {
  const units = new Map<string, Unit>()
  for (const { source, target } of edges) {
    const from = scopes.of.get(source) ?? null
    const chain = around(scopes, target)
    const at = chain.indexOf(from)
    const lifted = at <= 0 ? target : chain[at - 1]
    // From a map or loop into its own body: the turn begins with it.
    if (at < 0 || lifted === undefined || lifted === null || lifted === source) continue
    units.set(`${source} ${lifted}`, { source, target: lifted })
  }
  return [...units.values()]
}

/** What leads to this node and nowhere else. */
function onlyFor(
  id: string,
  after: ReadonlyMap<string, readonly Unit[]>,
  onward: ReadonlyMap<string, readonly Unit[]>,
): string[] {
  const found = new Set([id])
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { source } of after.get(at) ?? []) {
      if (found.has(source) || !(onward.get(source) ?? []).every(({ target }) => found.has(target))) continue
      found.add(source)
      open.push(source)
    }
  }
  found.delete(id)
  return [...found]
}

function grouped<T>(list: readonly T[], by: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const group = groups.get(by(each))
    if (group) group.push(each)
    else groups.set(by(each), [each])
  }
  return groups
}
