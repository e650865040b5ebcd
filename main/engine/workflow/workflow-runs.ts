import type { RunSummary } from '../../../contract/run'
import type { WorkflowDocument } from '../../../contract/workflow'
import type { WorkflowRunEvent, WorkflowRunStart } from '../../../contract/workflow-run'
import { canonicalJson, storable } from '../../../core/document/canonical'
import { planOf } from '../../../core/workflow/plan'
import { signatureOf } from '../../../core/workflow/signature'
import { lookUp } from '../../../db/command'
import { getHead } from '../../../db/queries/head'
import { getRun } from '../../../db/queries/run'
import { getVersion } from '../../../db/queries/version'
import {
  finishedNodes,
  getNodeBody,
  getNodeRun,
  getStartedWorkflow,
  listNodeRuns,
  type StartedWorkflow,
  waitingNodes,
} from '../../../db/queries/workflow-run'
import { phaseId } from '../../../db/record/phase-id'
import { sha256 } from '../../../db/write/content'
import type { Caller } from '../../caller'
import { failure, notFound, refused } from '../../failure'
import type { Notifications } from '../../services/notifications'
import type { Topics } from '../../topics'
import type { Reused } from './context'
import type { EffectNeeds } from './effect'
import { LiveWorkflow } from './live-workflow'
import { onlyNode } from './only-node'
import { type Begin, summaryOf, toItsEnd } from './to-its-end'

interface Options {
  readonly needs: EffectNeeds
  readonly topics: Topics
  readonly notifications: Notifications
}

/** A follower that comes right after the end still sees the run live; later ones read the record. */
const keepFinishedMs = 30_000

/** Rows of a trace that are read from the record at once. */
const page = 1_000

/** Runs of workflows: started, followed, answered, stopped, gone on with. */
export class WorkflowRuns {
  private readonly live = new Map<string, LiveWorkflow>()
  private readonly underWay = new Set<Promise<void>>()

  constructor(private readonly options: Options) {}

  /**
   * @param test the test that the run is made for
   * @throws NOT_FOUND, INVALID (what keeps it from running), REFUSED; nothing was recorded then
   */
  async start(caller: Caller, input: WorkflowRunStart, test?: Begin['test']): Promise<RunSummary> {
    return this.begin(caller, input.id, async () => {
      const asked = await askedWorkflow(caller, input)
      expectRunnable(asked.document)
      expectInputs(asked.document, input.inputs)
      return {
        ...asked,
        id: input.id,
        inputs: input.inputs,
        replayOfId: null,
        reuse: new Map(),
        waiting: new Map(),
        ...(test ? { test } : {}),
      }
    })
  }

  /** Goes on with what an earlier run finished, as a run of its own. @throws NOT_FOUND, REFUSED */
  async resume(
    caller: Caller,
    { id, from }: { readonly id: string; readonly from: string },
  ): Promise<RunSummary> {
    const { engine, who } = caller
    return this.begin(caller, id, async () => {
      const [before, run] = await Promise.all([
        getStartedWorkflow(engine, who.workspaceId, from),
        getRun(engine, who.workspaceId, from),
      ])
      if (!before || !run) throw notFound('run', from)
      if (run.status === 'running' || run.status === 'paused') {
        throw refused('under_way', 'This run is still under way. Stop it first, then resume it.')
      }
      const finished = await finishedBefore(caller, from, before)
      return {
        id,
        entityId: run.entityId,
        title: run.entityTitle,
        versionId: run.versionId,
        versionNumber: run.versionNumber,
        document: before.document,
        inputs: before.inputs,
        replayOfId: from,
        reuse: new Map(
          [...finished].map(([key, { outputs }]): [string, Reused] => [key, { outputs, rowId: null }]),
        ),
        waiting: new Map(),
      }
    })
  }

  /** Runs one node with what it was given before. @throws NOT_FOUND, REFUSED */
  async runNode(
    caller: Caller,
    {
      id,
      nodeRunId,
      document,
    }: { readonly id: string; readonly nodeRunId: string; readonly document?: WorkflowDocument | undefined },
  ): Promise<RunSummary> {
    const { engine, who } = caller
    return this.begin(caller, id, async () => {
      const found = await getNodeRun(engine, who.workspaceId, nodeRunId)
      const [before, root] = found
        ? await Promise.all([
            getStartedWorkflow(engine, who.workspaceId, found.rootId),
            getRun(engine, who.workspaceId, found.rootId),
          ])
        : []
      if (!found || !before || !root) throw notFound('run', nodeRunId)
      const body = await getNodeBody(engine, who.workspaceId, { nodeRunId, which: 'inputs' })
      const alone = onlyNode(document ?? before.document, found.run.nodeId ?? '', JSON.parse(body ?? '{}'))
      if (!alone)
        throw refused(
          'no_such_node',
          'This node is not in the workflow any more, or runs only with what is around it.',
        )
      return {
        id,
        entityId: root.entityId,
        title: root.entityTitle,
        versionId: null,
        versionNumber: null,
        ...alone,
        replayOfId: found.rootId,
        reuse: new Map(),
        waiting: new Map(),
      }
    })
  }

  async *follow(
    caller: Caller,
    id: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<WorkflowRunEvent> {
    const live = this.liveOf(caller, id)
    if (live) return yield* live.follow(signal)
    const { engine, who } = caller
    const [run, started] = await Promise.all([
      getRun(engine, who.workspaceId, id),
      getStartedWorkflow(engine, who.workspaceId, id),
    ])
    if (!run || !started) throw notFound('run', id)
    yield { type: 'started', run }
    for (let cursor: string | null = null, more = true; more && !signal?.aborted; more = cursor !== null) {
      const nodes = await listNodeRuns(engine, who.workspaceId, { id, cursor, limit: page })
      yield { type: 'nodes', nodes: nodes.items }
      cursor = nodes.next
    }
    if (run.status === 'paused') {
      for (const { id: nodeRunId, nodeId, question } of await waitingNodes(engine, who.workspaceId, id)) {
        if (question) yield { type: 'asks', nodeRunId, nodeId, question }
      }
      yield { type: 'status', status: 'paused' }
      return
    }
    yield { type: 'finished', run, outputs: started.outputs }
  }

  stop(caller: Caller, id: string): boolean {
    const live = this.liveOf(caller, id)
    if (!live || live.isFinished) return false
    live.stop()
    return true
  }

  /** Answers a human input node, also of a run that has waited since before the studio was started. */
  async answer(
    caller: Caller,
    {
      id,
      nodeRunId,
      values,
    }: { readonly id: string; readonly nodeRunId: string; readonly values: Record<string, unknown> },
  ): Promise<boolean> {
    const live = this.liveOf(caller, id) ?? (await this.goOn(caller, id))
    return live ? live.answer(nodeRunId, values) : false
  }

  /** True for a run that this host carries out, or did a moment ago. */
  holds(workspaceId: string, id: string): boolean {
    return this.live.has(liveKey(workspaceId, id))
  }

  /** Stops every run but those that only wait for somebody, and waits until each is recorded. */
  async stopAll(): Promise<void> {
    for (const live of this.live.values()) {
      if (live.status === 'paused') live.leave()
      else live.stop()
    }
    await Promise.allSettled(this.underWay)
  }

  private liveOf({ who }: Caller, id: string): LiveWorkflow | undefined {
    return this.live.get(liveKey(who.workspaceId, id))
  }

  /** Starts what `prepare` makes, unless a run of this id was started before. */
  private async begin(caller: Caller, id: string, prepare: () => Promise<Begin>): Promise<RunSummary> {
    const before = this.liveOf(caller, id)
    if (before) return before.started
    const { engine, who } = caller
    const [begin, known] = await Promise.all([
      prepare(),
      lookUp(engine, who.workspaceId, phaseId(id, 'begin')),
    ])
    const run = known && (await getRun(engine, who.workspaceId, id))
    if (run) return run
    // The same id may have been started while this call read.
    return (
      this.liveOf(caller, id)?.started ??
      this.carryOut(caller, begin, summaryOf(begin), phaseId(id, 'begin')).started
    )
  }

  /** Takes a run up again that waits for somebody in the record; null where it does not. */
  private async goOn(caller: Caller, id: string): Promise<LiveWorkflow | null> {
    const { engine, who } = caller
    const run = await getRun(engine, who.workspaceId, id)
    if (run?.status !== 'paused' || run.kind !== 'workflow') return null
    const [before, finished, waiting] = await Promise.all([
      getStartedWorkflow(engine, who.workspaceId, id),
      finishedNodes(engine, who.workspaceId, id),
      waitingNodes(engine, who.workspaceId, id),
    ])
    if (!before) return null
    const begin: Begin = {
      id,
      entityId: run.entityId,
      title: run.entityTitle,
      versionId: run.versionId,
      versionNumber: run.versionNumber,
      ...before,
      replayOfId: run.replayOfId,
      reuse: finished,
      waiting: new Map(waiting.map((each) => [each.path + each.nodeId, each.id])),
    }
    const live = this.liveOf(caller, id) ?? this.carryOut(caller, begin, { ...run, status: 'running' }, null)
    await Promise.all(waiting.map((each) => live.untilAsked(each.id)))
    return live
  }

  private carryOut(caller: Caller, begin: Begin, started: RunSummary, firstId: string | null): LiveWorkflow {
    const { workspaceId } = caller.who
    const live = new LiveWorkflow(started, new AbortController())
    this.live.set(liveKey(workspaceId, begin.id), live)
    const announce = () => this.options.topics.announce(workspaceId, { aggregate: 'run', id: begin.id })
    const work = toItsEnd({ ...this.options, announce }, caller, { begin, live, firstId })
      .catch((error: unknown) => {
        this.options.needs.log.error('A workflow could not be recorded.', error, { id: begin.id })
        live.finish({ ...started, status: 'failed', error: notRecorded }, {})
      })
      .finally(() => {
        this.underWay.delete(work)
        announce()
        const key = liveKey(workspaceId, begin.id)
        // One that was left waiting is taken up from the record.
        if (!live.isFinished) this.live.delete(key)
        else setTimeout(() => this.live.delete(key), keepFinishedMs).unref()
      })
    this.underWay.add(work)
    return live
  }
}

const notRecorded = {
  code: 'not_recorded',
  message: 'The run could not be written to the vault. Look at the disk, then resume it.',
  waitSeconds: null,
}

const liveKey = (workspaceId: string, id: string) => `${workspaceId} ${id}`

/**
 * What a run and those that it went on from finished, the later ones first: one that was cut off had not yet written down
 * all that it took over.
 */
async function finishedBefore({ engine, who }: Caller, from: string, { document, inputs }: StartedWorkflow) {
  const found: Awaited<ReturnType<typeof finishedNodes>> = new Map()
  const same = (other: StartedWorkflow) =>
    canonicalJson(storable([other.document, other.inputs])) === canonicalJson(storable([document, inputs]))
  for (let id: string | null = from, seen = 0; id && seen < mostBefore; seen += 1) {
    const started: StartedWorkflow | null = await getStartedWorkflow(engine, who.workspaceId, id)
    if (!started || !same(started)) break
    for (const [key, node] of await finishedNodes(engine, who.workspaceId, id)) {
      if (!found.has(key)) found.set(key, node)
    }
    id = started.replayOfId
  }
  return found
}

/** Runs that went on from each other and are looked at. */
const mostBefore = 100

async function askedWorkflow({ engine, who }: Caller, { entityId, document, versionId }: WorkflowRunStart) {
  const head = await getHead(engine, who.workspaceId, entityId)
  if (head?.document.kind !== 'workflow') throw notFound('workflow', entityId)
  if (head.deletedAt !== null) {
    throw refused('in_trash', 'This workflow is in the trash. Restore it there, then run it.')
  }
  const item = { entityId, title: head.state.title }
  if (versionId !== undefined && versionId !== head.headVersionId) {
    const version = await getVersion(engine, who.workspaceId, { id: entityId, versionId })
    if (version?.document.kind !== 'workflow') throw notFound('version', versionId)
    return { ...item, versionId, versionNumber: version.number, document: version.document }
  }
  const isHead = !document || sha256(canonicalJson(storable(document))) === head.contentHash
  return isHead
    ? { ...item, versionId: head.headVersionId, versionNumber: head.number, document: head.document }
    : { ...item, versionId: null, versionNumber: null, document }
}

function expectRunnable(document: WorkflowDocument): void {
  const { problems, nodes } = planOf(document)
  const [first] = problems
  if (first) {
    const issues = problems.map(({ nodeId, message }) => ({ path: nodeId, message }))
    throw failure('INVALID', `The workflow cannot run. ${first.message}`, { issues })
  }
  if (nodes.size === 0) throw refused('empty', 'The workflow has no node that runs. Add one, then run it.')
}

function expectInputs(document: WorkflowDocument, inputs: Readonly<Record<string, unknown>>): void {
  const lacking = signatureOf(document).inputs.filter(
    ({ name, required, default: value }) =>
      required &&
      (value === undefined || value === null) &&
      (inputs[name] === undefined || inputs[name] === null),
  )
  const [first] = lacking
  if (!first) return
  const issues = lacking.map(({ name }) => ({ path: name, message: `Give "${name}" a value.` }))
  throw failure('INVALID', `The workflow needs a value for "${first.name}".`, { issues })
}
