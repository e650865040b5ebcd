import type { WorkflowEdge } from '../../../contract/workflow'
import type { Frame, Instance, Outputs } from '../../../core/workflow/frame'
import { type Plan, planOf } from '../../../core/workflow/plan'
import { Schedule, type Work } from '../../../core/workflow/schedule'
import { carryOut } from './carry-out'
import type { Graph, RunContext } from './context'
import type { NodeResult } from './effect'
import { evaluate } from './effects/decide'
import { touches } from './effects/index'
import { NodeFailure } from './node-failure'
import { NodeRows, type Row } from './node-rows'

/** Nodes at once where the workflow does not say. */
const usualParallel = 50

/** Carries out one document: takes from the schedule what can run, and tells it what became of it. */
export class GraphRun {
  private readonly plan: Plan
  private readonly schedule: Schedule
  private readonly rows: NodeRows
  private readonly stops = new Map<Instance, Stop>()
  private readonly byInstance = new Map<Instance, Row>()
  private readonly outputs: Record<string, unknown> = {}
  private readonly parallel: number
  private slots = 0
  private underWay = 0
  private failure: NodeFailure | null = null
  private settled: () => void = () => {}

  constructor(
    private readonly context: RunContext,
    private readonly graph: Graph,
  ) {
    this.plan = planOf(graph.document)
    this.schedule = new Schedule(this.plan)
    this.rows = new NodeRows(context, graph)
    this.parallel = graph.document.limits.parallel ?? usualParallel
  }

  /** What its output nodes were given. @throws NodeFailure, or the signal's reason */
  async run(): Promise<Readonly<Record<string, unknown>>> {
    const [problem] = this.plan.problems
    if (problem) throw new NodeFailure(problem.code, problem.message)
    const stopped = () => this.pump()
    this.graph.signal.addEventListener('abort', stopped, { once: true })
    await new Promise<void>((resolve) => {
      this.settled = resolve
      this.pump()
    })
    this.graph.signal.removeEventListener('abort', stopped)
    this.graph.signal.throwIfAborted()
    if (this.failure) throw this.failure
    return this.outputs
  }

  private pump(): void {
    while (!this.graph.signal.aborted && this.slots < this.parallel) {
      const work = this.schedule.take()
      if (!work) break
      this.begin(work)
    }
    for (const instance of this.schedule.takeDropped()) {
      const stop = this.stops.get(instance)
      if (stop) stop.abort()
      else this.close(instance, { status: 'cancelled', error: notNeeded.error })
    }
    if (this.underWay === 0) this.over()
  }

  /** Maps and loops that were still open when it ended belong to what was stopped. */
  private over(): void {
    if (!this.schedule.isOver && !this.graph.signal.aborted)
      throw new Error('The schedule has nothing to do and is not over.')
    for (const instance of this.byInstance.keys())
      this.close(instance, { status: 'cancelled', error: notNeeded.error })
    this.settled()
  }

  private begin(work: Work): void {
    const { instance } = work
    if (work.type === 'run') void this.during(instance, () => this.runNode(instance))
    else if (work.type === 'enter') this.enter(instance, work.frame)
    else if (work.type === 'until') void this.during(instance, () => this.until(work))
    else void this.during(instance, () => this.succeed(instance, { outputs: work.outputs }))
  }

  /** Work that is under way until it resolves; what it throws is the node's failure. */
  private async during(instance: Instance, work: () => Promise<void>): Promise<void> {
    this.underWay += 1
    this.slots += 1
    this.context.busy.count += 1
    try {
      await work()
    } catch (error) {
      this.fail(instance, error)
    } finally {
      this.underWay -= 1
      this.slots -= 1
      this.pump()
      this.context.busy.count -= 1
      this.context.busy.changed()
    }
  }

  private async runNode(instance: Instance): Promise<void> {
    const reused = this.context.reuse.get(this.rows.keyOf(instance))
    if (reused) {
      if (reused.rowId === null) this.rows.reuse(instance, reused.outputs, this.parentOf(instance))
      return this.pass(instance, reused.outputs)
    }
    const stop = new Stop(this.graph.signal)
    this.stops.set(instance, stop)
    try {
      const known = this.context.waiting.get(this.rows.keyOf(instance))
      const row = known
        ? this.rows.waiting(instance, this.parentOf(instance), known)
        : this.rows.begin(instance, this.parentOf(instance))
      this.byInstance.set(instance, row)
      this.graph.around.budget.step()
      const { kind } = instance.planNode.node
      if (kind === 'map' || kind === 'loop') {
        this.open(instance)
        return
      }
      const result = await carryOut(this.context, this.graph, {
        instance,
        row,
        get signal() {
          return stop.signal
        },
        rows: this.rows,
        meanwhile: (waiting) => this.apart(waiting),
        inside: (graph) => new GraphRun(this.context, graph).run(),
      })
      if (instance.state === 'dropped') throw notNeeded
      await this.succeed(instance, result)
    } finally {
      this.stops.delete(instance)
    }
  }

  /** Waiting for somebody takes no place from others. */
  private async apart<T>(waiting: Promise<T>): Promise<T> {
    this.slots -= 1
    this.context.busy.count -= 1
    this.pump()
    this.context.busy.changed()
    try {
      return await waiting
    } finally {
      this.slots += 1
      this.context.busy.count += 1
      this.context.busy.changed()
    }
  }

  private open(instance: Instance): void {
    const { node } = instance.planNode
    const { list, start } = instance.inputs
    if (node.kind === 'loop') this.schedule.open(instance, [start], 1)
    else if (Array.isArray(list)) this.schedule.open(instance, list, Number(node.settings.parallel ?? 4))
    else
      throw new NodeFailure('not_a_list', 'What came to "list" is no list. Connect a port that gives a list.')
  }

  private enter(owner: Instance, frame: Frame): void {
    const conditional = owner.planNode.gives.filter(
      ({ condition, sourcePort }) => condition && Object.hasOwn(frame.begun, sourcePort),
    )
    if (conditional.length === 0) {
      this.schedule.enter(frame)
      return
    }
    void this.during(owner, async () => {
      const closed = await this.closedOf(conditional, frame.begun)
      this.schedule.enter(
        frame,
        conditional.filter(({ id }) => closed.has(id)),
      )
    })
  }

  private async until({ instance, value, turn }: Extract<Work, { type: 'until' }>): Promise<void> {
    const { until = '', maxTurns = 10 } = instance.planNode.node.settings
    const holds = await this.evaluate(String(until), { input: value })
    this.schedule.decide(instance, Boolean(holds) || turn >= Number(maxTurns), value)
  }

  private async succeed(instance: Instance, result: NodeResult): Promise<void> {
    const { node } = instance.planNode
    const closed = await this.closedOf(instance.planNode.gives, result.outputs)
    const row = this.byInstance.get(instance)
    this.byInstance.delete(instance)
    const show = row ? this.rows.end(row, { status: 'success', result }) : () => {}
    // What cost something is on the disk before anybody sees it as done, or goes on with it.
    if (touches.has(node.kind) || node.kind === 'human_input') await this.context.trace.flush()
    show()
    this.hand(instance, result.outputs, closed)
  }

  private async pass(instance: Instance, outputs: Outputs): Promise<void> {
    this.hand(instance, outputs, await this.closedOf(instance.planNode.gives, outputs))
  }

  private hand(instance: Instance, outputs: Outputs, closed: ReadonlySet<string>): void {
    if (instance.planNode.node.kind === 'output' && instance.frame.owner === null)
      Object.assign(this.outputs, outputs)
    this.schedule.settle(instance, outputs, closed)
  }

  private fail(instance: Instance, error: unknown): void {
    const stopped = this.graph.signal.aborted || error === notNeeded || instance.state === 'dropped'
    if (stopped) {
      this.close(instance, { status: 'cancelled', error: notNeeded.error })
      return
    }
    const failure = this.asFailure(instance, error)
    this.close(instance, { status: failure.status, error: failure.error, calls: failure.more.calls })
    for (const owner of this.schedule.fail(instance)) {
      this.close(owner, {
        status: 'failed',
        error: { ...failure.error, message: `In its body: ${failure.message}` },
      })
    }
    if (this.schedule.hasFailed && !this.failure) {
      const { label, kind } = instance.planNode.node
      this.failure = new NodeFailure(failure.code, `"${label || kind}": ${failure.message}`, {
        status: failure.status,
      })
    }
  }

  private asFailure(instance: Instance, error: unknown): NodeFailure {
    if (error instanceof NodeFailure) return error
    this.context.needs.log.error('A node failed inside the studio.', error, { node: instance.key })
    return new NodeFailure(
      'internal',
      'The studio failed in this node. Resume the run; if it stays, the log names the node.',
    )
  }

  private close(instance: Instance, how: Parameters<NodeRows['end']>[1]): void {
    const row = this.byInstance.get(instance)
    if (!row) return
    this.byInstance.delete(instance)
    this.rows.end(row, how)()
  }

  private parentOf({ frame }: Instance): string {
    const owner = frame.owner && this.byInstance.get(frame.owner)
    return owner ? owner.id : this.graph.parentId
  }

  /** Edges whose expression does not hold for what would travel on them. */
  private async closedOf(edges: readonly WorkflowEdge[], outputs: Outputs): Promise<ReadonlySet<string>> {
    const conditional = edges.filter(
      ({ condition, sourcePort }) => condition?.trim() && outputs[sourcePort] !== undefined,
    )
    if (conditional.length === 0) return none
    const closed = new Set<string>()
    for (const { id, condition = '', sourcePort } of conditional) {
      if (!(await this.evaluate(condition, { input: outputs[sourcePort], output: outputs }))) closed.add(id)
    }
    return closed
  }

  private evaluate(
    source: string,
    about: { readonly input: unknown; readonly output?: unknown },
  ): Promise<unknown> {
    return evaluate({ needs: this.context.needs, run: this.graph.around }, source, about)
  }
}

/** Ends one node. Most nodes never ask for the signal, and making one takes as long as running them. */
class Stop {
  private readonly own = new AbortController()
  private joined: AbortSignal | undefined

  constructor(private readonly around: AbortSignal) {}

  get signal(): AbortSignal {
    this.joined ??= AbortSignal.any([this.around, this.own.signal])
    return this.joined
  }

  abort(): void {
    this.own.abort(notNeeded)
  }
}

const none: ReadonlySet<string> = new Set()
const notNeeded = new NodeFailure(
  'cancelled',
  'The node was stopped before it ended. What came before is kept.',
  {
    status: 'cancelled',
  },
)
