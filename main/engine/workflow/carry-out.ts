import { setTimeout as pause } from 'node:timers/promises'
import { written } from '../../../core/workflow/aggregate'
import type { Instance, Outputs } from '../../../core/workflow/frame'
import { isKnownKind } from '../../../core/workflow/registry'
import { signatureOf } from '../../../core/workflow/signature'
import type { Graph, RunContext } from './context'
import type { EffectKind, NodeResult, NodeWork } from './effect'
import { effects } from './effects/index'
import { followedBy } from './effects/library'
import { askSomebody } from './human'
import { type NodeCall, NodeFailure } from './node-failure'
import type { NodeRows, Row } from './node-rows'

/** One run of one node. */
export interface Doing {
  readonly instance: Instance
  readonly row: Row
  readonly signal: AbortSignal
  readonly rows: NodeRows
  /** Waits apart: what only waits takes no place from others. */
  readonly meanwhile: <T>(waiting: Promise<T>) => Promise<T>
  /** Carries out a workflow within this node. */
  readonly inside: (graph: Graph) => Promise<Outputs>
}

/** Workflows within workflows, at most. */
const deepest = 20

/** Does what a node does, as often as its policy allows. @throws NodeFailure, or the signal's reason */
export async function carryOut(context: RunContext, graph: Graph, doing: Doing): Promise<NodeResult> {
  const { attempts = 1, backoffMs = 1_000 } = doing.instance.planNode.node.policy ?? {}
  const before: NodeCall[] = []
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await inTime(context, graph, doing)
      return before.length === 0 ? result : { ...result, calls: [...before, ...(result.calls ?? [])] }
    } catch (error) {
      doing.signal.throwIfAborted()
      if (!(error instanceof NodeFailure)) throw error
      before.push(...(error.more.calls ?? []))
      if (attempt >= attempts || final.has(error.code)) {
        throw new NodeFailure(error.code, error.message, { ...error.more, calls: before })
      }
      await doing.meanwhile(pause(backoffMs * 2 ** (attempt - 1), undefined, { signal: doing.signal }))
    }
  }
}

/** One attempt, within the time that its policy gives it. */
async function inTime(context: RunContext, graph: Graph, doing: Doing): Promise<NodeResult> {
  const { timeoutMs } = doing.instance.planNode.node.policy ?? {}
  if (timeoutMs === undefined) return once(context, graph, doing)
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    return await once(context, graph, { ...doing, signal: AbortSignal.any([doing.signal, limit]) })
  } catch (error) {
    throw limit.aborted ? late(timeoutMs, error) : error
  }
}

/** What would fail the same way again. */
const final = new Set(['budget', 'calls_itself', 'unconnected', 'settings', 'missing_item', 'missing_choice'])

const late = (ms: number, error: unknown) =>
  new NodeFailure('timeout', `The node took longer than ${ms / 1000} s and was stopped. Give it more time.`, {
    status: 'timeout',
    ...(error instanceof NodeFailure && error.more.calls ? { calls: error.more.calls } : {}),
  })

async function once(context: RunContext, graph: Graph, doing: Doing): Promise<NodeResult> {
  const { planNode, inputs } = doing.instance
  const { node } = planNode
  const missing = planNode.inputs.find(
    ({ name, required, body }) => required && !body && !planNode.takes.some(({ port }) => port.name === name),
  )
  if (missing)
    throw new NodeFailure('unconnected', `The input "${missing.name}" is needed. Connect its port.`)
  const work: NodeWork = {
    needs: context.needs,
    caller: context.caller,
    node,
    inputs: fitted(doing.instance, inputs),
    connected: new Set(planNode.gives.map(({ sourcePort }) => sourcePort)),
    get signal() {
      return doing.signal
    },
    run: graph.around,
    nodeRunId: doing.row.id,
    say: (text) => context.live.say(doing.row.id, text),
  }
  if (node.kind === 'human_input') {
    const show = (status: 'paused' | 'running') => doing.rows.status(doing.row, status)
    return askSomebody(context, work, { show, meanwhile: doing.meanwhile })
  }
  if (node.kind === 'subworkflow') return runWithin(graph, work, doing)
  if (!isKnownKind(node.kind)) throw new Error(`A plan never holds the kind ${node.kind}.`)
  return effects[node.kind as EffectKind](work)
}

/** Numbers and yes or no are written where a text is taken. */
function fitted({ planNode }: Instance, inputs: Outputs): Outputs {
  const texts = planNode.inputs.filter(({ type, many }) => type.kind === 'text' && !many)
  const turned = texts.flatMap(({ name }) =>
    inputs[name] === undefined || typeof inputs[name] === 'string' ? [] : [[name, written(inputs[name])]],
  )
  return turned.length === 0 ? inputs : { ...inputs, ...Object.fromEntries(turned) }
}

async function runWithin(graph: Graph, work: NodeWork, doing: Doing): Promise<NodeResult> {
  const followed = await followedBy(work, 'workflow', 'workflow')
  if (followed.document.kind !== 'workflow') throw new Error('It was read as a workflow.')
  const { within } = graph.around
  if (within.includes(followed.id)) {
    throw new NodeFailure(
      'calls_itself',
      `"${followed.title}" would run itself without end. Choose another workflow.`,
    )
  }
  if (within.length >= deepest) {
    throw new NodeFailure(
      'too_deep',
      `Workflows run each other more than ${deepest} deep. Take one of them apart.`,
    )
  }
  const lacking = signatureOf(followed.document).inputs.find(
    ({ name, required, default: value }) =>
      required && value === undefined && work.inputs[name] === undefined,
  )
  if (lacking) {
    throw new NodeFailure(
      'missing_input',
      `"${followed.title}" needs the input "${lacking.name}". Take its ports over anew and connect it.`,
    )
  }
  const outputs = await doing.meanwhile(
    doing.inside({
      document: followed.document,
      around: { ...graph.around, given: work.inputs, within: [...within, followed.id] },
      prefix: `${doing.rows.keyOf(doing.instance)}>`,
      parentId: doing.row.id,
      signal: work.signal,
    }),
  )
  return {
    outputs,
    ran: {
      entityId: followed.id,
      versionId: followed.versionId,
      versionNumber: followed.number,
      label: followed.label,
    },
  }
}
