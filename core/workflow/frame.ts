import type { WorkflowEdge } from '../../contract/workflow'
import type { Plan, PlanEdge, PlanNode } from './plan'

/** What a node gave, by port. */
export type Outputs = Readonly<Record<string, unknown>>

/** One run of a node: once, or once in each turn of the loops around it. */
export interface Instance {
  /** The same in each run of the same document: the turns around it, then the node. */
  readonly key: string
  readonly planNode: PlanNode
  readonly frame: Frame
  state: 'waiting' | 'ready' | 'running' | 'done' | 'dropped'
  /** By port; of a port that takes many edges a list. */
  inputs: Outputs
  outputs: Outputs | null
  /** Of a map or loop that has begun. */
  turns: Turns | null
}

export interface Turns {
  readonly list: readonly unknown[]
  readonly parallel: number
  /** Of a map the index of the entry that begins next, of a loop the number of the last turn. */
  next: number
  readonly under: Set<Frame>
  readonly results: ({ readonly value: unknown } | undefined)[]
}

type Carried = { readonly value: unknown } | null

/** One turn of a body, or the whole outside of all bodies. */
export class Frame {
  /** Nodes that are not done yet. */
  left: number
  isOver = false
  private readonly instances = new Map<string, Instance>()
  private readonly waiting = new Map<string, number>()
  private readonly carriedBy = new Map<string, Carried>()
  private readonly path: string

  constructor(
    plan: Plan,
    readonly nodes: readonly string[],
    readonly owner: Instance | null,
    readonly turn: number,
    /** What the body ports of its map or loop give in this turn. */
    readonly begun: Outputs,
  ) {
    this.left = nodes.length
    this.path = owner ? `${owner.key}#${turn}/` : ''
    for (const id of nodes) {
      const node = plan.nodes.get(id)
      if (node) this.waiting.set(id, node.after.length)
    }
  }

  instance(planNode: PlanNode): Instance {
    const { id } = planNode.node
    const known = this.instances.get(id)
    if (known) return known
    const made: Instance = {
      key: this.path + id,
      planNode,
      frame: this,
      state: 'waiting',
      inputs: {},
      outputs: null,
      turns: null,
    }
    this.instances.set(id, made)
    return made
  }

  all(): Iterable<Instance> {
    return this.instances.values()
  }

  /** What travels on an edge, as soon as that is known. */
  carry(edge: WorkflowEdge, carried: Carried): void {
    this.carriedBy.set(edge.id, carried)
  }

  /** What came along an edge, from here or from around; undefined where that is not known yet. */
  heardOf(edge: WorkflowEdge): Carried | undefined {
    if (this.carriedBy.has(edge.id)) return this.carriedBy.get(edge.id)
    const { owner } = this
    if (owner && edge.source === owner.planNode.node.id && Object.hasOwn(this.begun, edge.sourcePort)) {
      return { value: this.begun[edge.sourcePort] }
    }
    return owner?.frame.heardOf(edge)
  }

  /** One more of what the node waits for has been heard of. */
  hear({ node }: PlanNode): void {
    this.waiting.set(node.id, (this.waiting.get(node.id) ?? 0) - 1)
  }

  /** True where all that a node waits for has been heard of; of a merge, all that decides. */
  isReady({ node, takes }: PlanNode): boolean {
    if (this.waiting.get(node.id) === 0) return true
    if (node.kind !== 'merge') return false
    const { mode } = node.settings
    if (mode === 'race') return takes.some(({ edge }) => this.heardOf(edge))
    if (mode !== 'first') return false
    const first = takes.find(({ edge }) => this.heardOf(edge) !== null)
    return first !== undefined && this.heardOf(first.edge) !== undefined
  }

  /** What a node is given; null where it is skipped. */
  inputsOf({ takes, inputs }: PlanNode): Outputs | null {
    const found: Record<string, unknown> = {}
    const came = takes.flatMap(({ edge, port }: PlanEdge) => {
      const carried = this.heardOf(edge)
      return carried ? [{ port, value: carried.value }] : []
    })
    if (takes.length > 0 && came.length === 0) return null
    for (const { port, value } of came) {
      if (!port.many) found[port.name] = value
      else found[port.name] = [...list(found[port.name]), value]
    }
    const lacking = inputs.some(
      ({ name, required, body }) =>
        required && !body && !Object.hasOwn(found, name) && takes.some(({ port }) => port.name === name),
    )
    if (lacking) return null
    return found
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
