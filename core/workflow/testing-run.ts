import fc from 'fast-check'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'
import type { Instance, Outputs } from './frame'
import { type Plan, planOf } from './plan'
import { Schedule, type Work } from './schedule'
import { edge, node, workflow } from './testing'

type Answer = (instance: Instance, name: string) => Outputs | 'fail'

/** A node's run by its label and the turns that it is in. */
const nameOf = ({ key, planNode }: Instance): string =>
  planNode.node.label + [...key.matchAll(/#(\d+)\//g)].map(([, turn]) => `.${turn}`).join('')

/** Runs a plan with answers, settling one of those under way at a time: which one, `pick` says. */
export class Simulated {
  /** In order. */
  readonly began: string[] = []
  readonly ended: string[] = []
  readonly dropped: string[] = []
  /** What came to output nodes. */
  readonly outputs: Record<string, unknown> = {}
  readonly schedule: Schedule
  private readonly under: Instance[] = []

  constructor(
    plan: Plan,
    private readonly answer: Answer,
    pick: (under: number) => number = () => 0,
  ) {
    this.schedule = new Schedule(plan)
    for (;;) {
      for (let work = this.schedule.take(); work; work = this.schedule.take()) this.carryOut(work)
      for (const instance of this.schedule.takeDropped()) {
        this.dropped.push(nameOf(instance))
        const at = this.under.indexOf(instance)
        if (at >= 0) this.under.splice(at, 1)
      }
      const next = this.under[pick(this.under.length) % this.under.length]
      if (this.schedule.isOver || !next) return
      this.under.splice(this.under.indexOf(next), 1)
      this.settle(next)
    }
  }

  private carryOut(work: Work): void {
    const { schedule } = this
    const { instance } = work
    const { kind, settings } = instance.planNode.node
    if (work.type === 'enter') schedule.enter(work.frame)
    else if (work.type === 'until')
      schedule.decide(instance, work.turn >= Number(settings.maxTurns), work.value)
    else if (work.type === 'close') {
      this.ended.push(nameOf(instance))
      schedule.settle(instance, work.outputs)
    } else {
      this.began.push(nameOf(instance))
      if (kind === 'map') schedule.open(instance, listed(instance.inputs.list), Number(settings.parallel))
      else if (kind === 'loop') schedule.open(instance, [instance.inputs.start], 1)
      else this.under.push(instance)
      if (kind === 'output') Object.assign(this.outputs, instance.inputs)
    }
  }

  private settle(instance: Instance): void {
    const answered = this.answer(instance, nameOf(instance))
    this.ended.push(nameOf(instance))
    if (answered !== 'fail') this.schedule.settle(instance, answered)
    else for (const each of this.schedule.fail(instance)) this.ended.push(`${nameOf(each)} failed`)
  }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export function simulate(
  document: WorkflowDocument,
  answer: Answer,
  pick?: (under: number) => number,
): Simulated {
  const plan = planOf(document)
  if (plan.problems[0]) throw new Error(plan.problems[0].message)
  return new Simulated(plan, answer, pick)
}

const any = { kind: 'any' }
/** A node that gives what it is told to. */
export const step = (
  number: number,
  label: string,
  inputs: string[] = ['a'],
  required = true,
): WorkflowNode =>
  node(
    number,
    'code',
    {
      fields: inputs.map((name) => ({ name, type: any, required })),
      outputs: ['result', 'other'].map((name) => ({ name, type: any })),
    },
    { label },
  )
export const named = (number: number, kind: 'map' | 'loop' | 'merge' | 'condition', settings: object = {}) =>
  node(number, kind, { ...settings }, { label: `${kind}${number}` })
export const result = (number: number) =>
  node(number, 'output', { fields: [{ name: 'out', type: any }] }, { label: 'out' })

type End = [number, string]

/** A graph that grows node by node. Each scope has the steps that a new node may take from. */
class Growing {
  readonly nodes: WorkflowNode[] = []
  readonly edges: WorkflowEdge[] = []
  private readonly scopes: { readonly map: number | null; readonly steps: End[]; last: End | null }[] = [
    { map: null, steps: [], last: null },
  ]

  constructor(private readonly entries: readonly number[]) {}

  grow(kind: number, sources: readonly number[]): void {
    const scope = this.scopes.at(-1)
    if (!scope) return
    if (kind === 9 && this.scopes.length > 1) {
      this.close()
      return
    }
    const known = this.scopes.flatMap((each) => each.steps)
    const from = sources.flatMap((at): End[] => known.slice(at % known.length || 0).slice(0, 1))
    // In a body every node takes from the turn, so that it belongs to it.
    const within: End[] = scope.map === null ? [] : [[scope.map, 'item']]
    const takes = [...within, ...from].slice(0, 3)
    if (kind >= 7 && this.scopes.length < 4) this.map(takes, 1 + (kind % 3))
    else {
      scope.last = this.add('s', takes)
      scope.steps.push(scope.last)
    }
  }

  finish(): WorkflowDocument {
    while (this.scopes.length > 1) this.close()
    return workflow(this.nodes, this.edges)
  }

  private add(label: string, takes: readonly End[], settings: object = {}): End {
    const number = this.nodes.length + 1
    const made = step(number, `${label}${number}`, ['a', 'b', 'c'], false)
    this.nodes.push({ ...made, settings: { ...made.settings, ...settings } })
    for (const [at, each] of takes.entries()) this.link(each, [number, 'abc'[at] ?? 'a'])
    return [number, 'result']
  }

  /** The list of a map comes from a step of its own, so that it is known how often its body runs. */
  private map(takes: readonly End[], parallel: number): void {
    const maps = this.nodes.filter(({ kind }) => kind === 'map').length
    const length = this.entries[maps % this.entries.length] ?? 0
    const list = this.add('list', takes, { list: Array.from({ length }, (_, at) => at) })
    const number = this.nodes.length + 1
    this.nodes.push(named(number, 'map', { parallel }))
    this.link(list, [number, 'list'])
    this.scopes.push({ map: number, steps: [], last: null })
  }

  private close(): void {
    const scope = this.scopes.pop()
    if (!scope?.map) return
    this.link(scope.last ?? [scope.map, 'item'], [scope.map, 'result'])
    this.scopes.at(-1)?.steps.push([scope.map, 'results'])
  }

  private link(from: End, to: End): void {
    this.edges.push(edge(1_000 + this.edges.length, from, to))
  }
}

const gene = fc.record({ kind: fc.nat(9), sources: fc.array(fc.nat(30), { maxLength: 3 }) })

/** Graphs of steps with maps in maps, whose bodies also take from around. */
export const graphs = fc
  .record({
    genes: fc.array(gene, { minLength: 1, maxLength: 14 }),
    entries: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
    picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }),
  })
  .map(({ genes, entries, picks }) => {
    const growing = new Growing(entries)
    for (const { kind, sources } of genes) growing.grow(kind, sources)
    return { document: growing.finish(), entries, picks }
  })
