import type { WorkflowEdge } from '../../contract/workflow'
import { Frame, type Instance, type Outputs } from './frame'
import type { Plan, PlanNode } from './plan'

/** What is to be done next. */
export type Work =
  /** Run it: answer with `settle`, `fail`, or, for a map or loop, `open`. */
  | { readonly type: 'run'; readonly instance: Instance }
  /** A turn of a loop gave `value`: answer with `decide`. */
  | { readonly type: 'until'; readonly instance: Instance; readonly value: unknown; readonly turn: number }
  /** A turn of a map or loop begins with these: answer with `enter`. */
  | { readonly type: 'enter'; readonly instance: Instance; readonly frame: Frame }
  /** The turns of a map or loop are over: answer with `settle`. */
  | { readonly type: 'close'; readonly instance: Instance; readonly outputs: Outputs }

/**
 * The run of a plan as a machine without clock or effect: it says what can run, and is told what became of it. The same
 * answers in the same order lead to the same work in the same order.
 *
 * A value travels along each edge, or nothing does: where a port got no value, where an expression closed the edge, and
 * behind a node that did not run. A node waits for all its edges; it is skipped where a required input, or every edge that
 * it has, came without a value.
 */
export class Schedule {
  private readonly work: Work[] = []
  private at = 0
  private readonly dropped: Instance[] = []
  private readonly top: Frame
  private failed = false

  constructor(private readonly plan: Plan) {
    this.top = new Frame(plan, plan.root, null, 0, {})
    this.begin(this.top)
  }

  /** The next thing to do, in order; null where all that is left waits for an answer. */
  take(): Work | null {
    for (;;) {
      const next = this.work[this.at]
      if (!next) return null
      this.at += 1
      // Without this a long run would keep every piece of work that it ever had.
      if (this.at > 1_000 && this.at * 2 > this.work.length) {
        this.work.splice(0, this.at)
        this.at = 0
      }
      if (next.instance.state === 'dropped' || (next.type === 'enter' && next.frame.isOver)) continue
      if (next.type === 'run') next.instance.state = 'running'
      return next
    }
  }

  /** Nothing runs any more and nothing will: all is done, or it failed. */
  get isOver(): boolean {
    return this.failed || this.top.left === 0
  }

  get hasFailed(): boolean {
    return this.failed
  }

  /** Instances that were under way and are not needed any more, each told once. */
  takeDropped(): Instance[] {
    return this.dropped.splice(0)
  }

  /**
   * A node gave this; a port that is missing gives nothing.
   * @param closed edges whose expression was not true
   */
  settle(instance: Instance, outputs: Outputs, closed: ReadonlySet<string> = none): void {
    if (instance.state === 'dropped' || instance.state === 'done') return
    instance.state = 'done'
    instance.outputs = outputs
    this.pass(instance.frame, instance.planNode, (edge) =>
      !closed.has(edge.id) &&
      Object.hasOwn(outputs, edge.sourcePort) &&
      outputs[edge.sourcePort] !== undefined
        ? { value: outputs[edge.sourcePort] }
        : null,
    )
  }

  /**
   * Begins the turns of a map or loop.
   * @param list of a map its entries, of a loop what its first turn begins with
   * @param parallel turns of a map under way at once
   */
  open(instance: Instance, list: readonly unknown[], parallel: number): void {
    const { planNode } = instance
    instance.turns = { list, parallel, next: 0, under: new Set(), results: [] }
    if (planNode.node.kind === 'loop') this.turn(instance, list[0])
    else if (list.length === 0) this.close(instance, { results: [] })
    else this.fill(instance)
  }

  /**
   * Lets a turn begin.
   * @param closed edges from the body ports whose expression was not true
   */
  enter(frame: Frame, closed: readonly WorkflowEdge[] = []): void {
    if (frame.isOver || frame.owner?.state === 'dropped') return
    for (const edge of closed) frame.carry(edge, null)
    this.begin(frame)
  }

  /** Whether a loop is over after the turn that it was asked about. */
  decide(instance: Instance, over: boolean, value: unknown): void {
    if (instance.state === 'dropped') return
    if (over) this.close(instance, { done: value })
    else this.turn(instance, value)
  }

  /**
   * A node failed. The innermost map around it that goes on without an entry does so; else the run is over.
   * @returns the maps and loops that failed with it, innermost first
   */
  fail(instance: Instance): Instance[] {
    if (instance.state === 'dropped' || instance.state === 'done') return []
    instance.state = 'done'
    const failed: Instance[] = []
    for (let frame = instance.frame; ; ) {
      this.drop(frame)
      const { owner } = frame
      if (!owner) break
      const { kind, settings } = owner.planNode.node
      if (kind === 'map' && (settings.onError === 'continue' || settings.onError === 'drop')) {
        this.ended(frame, settings.onError === 'continue' ? { value: null } : null)
        return failed
      }
      frame.isOver = true
      owner.state = 'done'
      failed.push(owner)
      for (const other of owner.turns?.under ?? []) if (other !== frame) this.end(other)
      frame = owner.frame
    }
    this.failed = true
    return failed
  }

  private begin(frame: Frame): void {
    for (const id of frame.nodes) {
      const node = this.plan.nodes.get(id)
      if (node && frame.isReady(node)) this.arrive(frame, node)
    }
    if (frame.left === 0 && frame.owner) this.finish(frame)
  }

  /** A node whose edges have all been heard of runs, or is skipped; a worklist, since chains are long. */
  private arrive(frame: Frame, node: PlanNode): void {
    const instance = frame.instance(node)
    if (instance.state !== 'waiting') return
    const inputs = frame.inputsOf(node)
    if (inputs === null) {
      instance.state = 'done'
      instance.outputs = {}
      this.skipped.push({ frame, node })
      if (this.skipping) return
      this.skipping = true
      for (let next = this.skipped.shift(); next; next = this.skipped.shift()) {
        this.pass(next.frame, next.node, () => null)
      }
      this.skipping = false
      return
    }
    instance.inputs = inputs
    instance.state = 'ready'
    if (node.onlyFor.length > 0 && node.node.settings.mode === 'race') this.forget(frame, node.onlyFor)
    this.work.push({ type: 'run', instance })
  }

  private skipping = false
  private readonly skipped: { readonly frame: Frame; readonly node: PlanNode }[] = []

  /** Tells those behind a node what travels to them. */
  private pass(
    frame: Frame,
    node: PlanNode,
    on: (edge: WorkflowEdge) => { readonly value: unknown } | null,
  ): void {
    for (const edge of node.gives) frame.carry(edge, on(edge))
    frame.left -= 1
    for (const id of node.before) {
      const target = this.plan.nodes.get(id)
      if (!target) continue
      frame.hear(target)
      if (frame.isReady(target)) this.arrive(frame, target)
    }
    if (frame.left === 0 && frame.owner) this.finish(frame)
  }

  /** The turn of a map or loop is over: what came to the port that closes it. */
  private finish(frame: Frame): void {
    if (frame.isOver) return
    const { owner } = frame
    const closing = owner?.planNode.body?.closing ?? []
    const last = closing.find((edge) => frame.heardOf(edge))
    this.ended(frame, (last && frame.heardOf(last)) ?? null)
  }

  private ended(frame: Frame, result: { readonly value: unknown } | null): void {
    const { owner } = frame
    const turns = owner?.turns
    if (!owner || !turns || frame.isOver) return
    frame.isOver = true
    turns.under.delete(frame)
    if (owner.planNode.node.kind === 'loop') {
      if (result) this.work.push({ type: 'until', instance: owner, value: result.value, turn: frame.turn })
      // A turn that gave nothing would give nothing again.
      else this.close(owner, { done: frame.begun.value })
      return
    }
    if (result) turns.results[frame.turn] = result
    this.fill(owner)
    if (turns.under.size === 0 && turns.next === turns.list.length) {
      this.close(owner, { results: turns.results.flatMap((each) => (each ? [each.value] : [])) })
    }
  }

  /** Begins as many turns of a map as may be under way. */
  private fill(owner: Instance): void {
    const { turns } = owner
    if (!turns || owner.state === 'dropped') return
    while (turns.under.size < turns.parallel && turns.next < turns.list.length) {
      const index = turns.next
      turns.next += 1
      this.under(owner, index, { item: turns.list[index], index })
    }
  }

  private turn(owner: Instance, value: unknown): void {
    const { turns } = owner
    if (!turns) return
    turns.next += 1
    this.under(owner, turns.next, { value, turn: turns.next })
  }

  private under(owner: Instance, turn: number, begun: Outputs): void {
    const frame = new Frame(this.plan, owner.planNode.body?.nodes ?? [], owner, turn, begun)
    owner.turns?.under.add(frame)
    this.work.push({ type: 'enter', instance: owner, frame })
  }

  private close(instance: Instance, outputs: Outputs): void {
    this.work.push({ type: 'close', instance, outputs })
  }

  private end(frame: Frame): void {
    frame.isOver = true
    this.drop(frame)
  }

  /** Ends all that is under way in a frame and below it. */
  private drop(frame: Frame): void {
    for (const instance of frame.all()) {
      if (instance.state === 'running') this.dropped.push(instance)
      if (instance.state !== 'done') instance.state = 'dropped'
      for (const below of instance.turns?.under ?? []) this.end(below)
    }
  }

  /** Of a race that is won: what only it was waiting for. */
  private forget(frame: Frame, ids: readonly string[]): void {
    for (const id of ids) {
      const node = this.plan.nodes.get(id)
      if (!node) continue
      const instance = frame.instance(node)
      if (instance.state === 'done') continue
      if (instance.state === 'running') this.dropped.push(instance)
      for (const below of instance.turns?.under ?? []) this.end(below)
      instance.state = 'dropped'
      frame.left -= 1
    }
  }
}

const none: ReadonlySet<string> = new Set()
