import { uuidv7 } from 'uuidv7'
import type { RunError } from '../../../contract/run'
import type { NodeRun } from '../../../contract/workflow-run'
import { canonicalJson, storable } from '../../../core/document/canonical'
import type { Instance, Outputs } from '../../../core/workflow/frame'
import { readNode } from '../../../core/workflow/registry'
import type { BegunRun, FinalStatus, OpenStatus, RunContext as RowContext } from '../../../db/record/batch'
import type { Graph, RunContext } from './context'
import type { NodeResult } from './effect'
import type { NodeCall } from './node-failure'

/** A node's run as it is recorded and shown. */
export interface Row {
  readonly id: string
  readonly shown: NodeRun
  readonly beganAt: number
}

interface Ending {
  readonly status: FinalStatus
  readonly error?: RunError
  readonly result?: NodeResult
  readonly calls?: readonly NodeCall[] | undefined
}

/** Writes down what becomes of nodes, for the record and for those who follow. */
export class NodeRows {
  constructor(
    private readonly context: RunContext,
    private readonly graph: Pick<Graph, 'prefix' | 'around'>,
  ) {}

  /** The same in each run of the same document. */
  keyOf({ key }: Instance): string {
    return this.graph.prefix + key
  }

  begin(instance: Instance, parentId: string, status: OpenStatus = 'running', more: RowContext = {}): Row {
    const begun = this.begunOf(instance, parentId, status, more)
    this.context.trace.begin(begun)
    return this.show(begun)
  }

  /** One that an earlier run gave: it is written as reused, and neither run nor paid for again. */
  reuse(instance: Instance, outputs: Outputs, parentId: string): void {
    const row = this.begin(instance, parentId)
    this.end(row, { status: 'cached', result: { outputs } })()
  }

  /** A row of this run that waited in the record while the studio was closed. */
  waiting(instance: Instance, parentId: string, id: string): Row {
    return this.show({ ...this.begunOf(instance, parentId, 'paused', {}), id })
  }

  status(row: Row, status: OpenStatus): void {
    this.context.live.put({ ...row.shown, status })
  }

  /** Writes the end down. @returns what shows it: what cost something is shown as done when that is on the disk */
  end(row: Row, { status, error, result, calls = result?.calls ?? [] }: Ending): () => void {
    const { trace, live, totals } = this.context
    const { usage = null, model, ran } = result ?? {}
    const durationMs = performance.now() - row.beganAt
    // Left waiting for somebody: it stays open in the record.
    if (live.isLeft) return () => {}
    for (const { begun, finished } of calls) {
      if (begun.parentId === row.id && finished.usage) totals.add(finished.usage)
      trace.begin(begun)
      trace.end(finished)
    }
    trace.end({
      id: row.id,
      status,
      error: error ?? null,
      durationMs,
      firstTokenMs: null,
      usage,
      // Its money is that of its calls, which are billed.
      billed: false,
      answer: result ? canonicalJson(storable(result.outputs)) : null,
      reasoning: null,
      toolCalls: [],
      ...(ran ? { ran } : {}),
      ...(model ? { asked: model } : {}),
    })
    for (const metric of result?.metrics ?? [])
      trace.measure({ ...metric, id: uuidv7(), executionId: row.id })
    return () => {
      for (const { begun, finished } of calls) live.put(callShown(begun, finished, row.shown.path))
      live.put({
        ...row.shown,
        status,
        error: error ?? null,
        durationMs,
        model: model?.model ?? null,
        inputTokens: usage?.inputTokens ?? null,
        outputTokens: usage?.outputTokens ?? null,
        cost: usage?.cost ?? null,
        currency: usage?.currency ?? null,
      })
    }
  }

  private begunOf(instance: Instance, parentId: string, status: OpenStatus, more: RowContext): BegunRun {
    const { node } = instance.planNode
    const { around, prefix } = this.graph
    const path = prefix + instance.key.slice(0, -node.id.length)
    return {
      id: uuidv7(),
      kind: 'node',
      name: node.label || node.kind,
      status,
      startedAt: new Date().toISOString(),
      traceId: around.id,
      parentId,
      nodeId: node.id,
      entityId: readNode(node).uses[0]?.entityId ?? null,
      versionId: null,
      versionNumber: null,
      connectionId: null,
      provider: null,
      model: null,
      settings: {},
      simulated: false,
      messages: [],
      values: instance.inputs,
      context: { ...(path === '' ? {} : { path }), ...more },
    }
  }

  private show(begun: BegunRun): Row {
    const { id, parentId = null, nodeId = null, name = null, status, startedAt, context } = begun
    const shown: NodeRun = {
      ...nothingYet,
      id,
      kind: 'node',
      parentId,
      nodeId,
      path: context?.path ?? '',
      name,
      status,
      startedAt,
    }
    this.context.live.put(shown)
    return { id, shown, beganAt: performance.now() }
  }
}

const nothingYet = {
  error: null,
  durationMs: null,
  model: null,
  inputTokens: null,
  outputTokens: null,
  cost: null,
  currency: null,
}

const callShown = (begun: BegunRun, finished: NodeCall['finished'], path: string): NodeRun => ({
  id: begun.id,
  kind: begun.kind,
  parentId: begun.parentId ?? null,
  nodeId: begun.nodeId ?? null,
  path,
  name: begun.name ?? null,
  status: finished.status,
  error: finished.error,
  startedAt: begun.startedAt,
  durationMs: finished.durationMs,
  model: begun.model,
  inputTokens: finished.usage?.inputTokens ?? null,
  outputTokens: finished.usage?.outputTokens ?? null,
  cost: finished.usage?.cost ?? null,
  currency: finished.usage?.currency ?? null,
})
