import { nodeStatistics } from '../../db/queries/node-statistics'
import { getRun } from '../../db/queries/run'
import {
  getGivenInputs,
  getNodeBody,
  getNodeOrigin,
  listNodeRuns,
  pairNodeRuns,
} from '../../db/queries/workflow-run'
import { runTest } from '../engine/workflow/run-test'
import { approvedHosts, approveHost } from '../engine/workflow/web'
import { notFound } from '../failure'
import { os } from '../router'
import { callerOf, readerOfRuns, type Studio } from '../studio'

/** Characters of a body that are read at once: more would hold up a window. */
const page = 256 * 1024

export function workflowRunHandlers(studio: Studio) {
  const { workflowRuns } = studio
  return {
    start: os.workflowRun.start.handler(async ({ context, input }) =>
      workflowRuns.start(await callerOf(studio, context.session), input),
    ),
    resume: os.workflowRun.resume.handler(async ({ context, input }) =>
      workflowRuns.resume(await readerOfRuns(studio, context.session), input),
    ),
    runNode: os.workflowRun.runNode.handler(async ({ context, input }) =>
      workflowRuns.runNode(await callerOf(studio, context.session), input),
    ),
    follow: os.workflowRun.follow.handler(async function* ({ context, input, signal }) {
      yield* workflowRuns.follow(await readerOfRuns(studio, context.session), input.id, signal)
    }),
    test: os.workflowRun.test.handler(async ({ context, input, signal }) =>
      runTest(studio, await callerOf(studio, context.session), input, signal),
    ),
    stop: os.workflowRun.stop.handler(async ({ context, input }) => ({
      stopped: workflowRuns.stop(await callerOf(studio, context.session), input.id),
    })),
    answer: os.workflowRun.answer.handler(async ({ context, input }) => ({
      answered: await workflowRuns.answer(await readerOfRuns(studio, context.session), input),
    })),
    nodes: os.workflowRun.nodes.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      return listNodeRuns(engine, who.workspaceId, input)
    }),
    body: os.workflowRun.body.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const text = await getNodeBody(engine, who.workspaceId, input)
      if (text === null) return null
      const next = input.from + page
      return { size: text.length, json: text.slice(input.from, next), next: next < text.length ? next : null }
    }),
    given: os.workflowRun.given.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      return getGivenInputs(engine, who.workspaceId, input.id)
    }),
    hosts: os.workflowRun.hosts.handler(async ({ context }) =>
      approvedHosts(await callerOf(studio, context.session)),
    ),
    approveHost: os.workflowRun.approveHost.handler(async ({ context, input }) =>
      approveHost(await callerOf(studio, context.session), input),
    ),
    statistics: os.workflowRun.statistics.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return nodeStatistics(engine, who.workspaceId, input.entityId)
    }),
    origin: os.workflowRun.origin.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      const found = await getNodeOrigin(engine, who.workspaceId, input.nodeRunId)
      if (!found) throw notFound('run', input.nodeRunId)
      return found
    }),
    compare: os.workflowRun.compare.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      const of = async (id: string) => {
        const run = await getRun(engine, who.workspaceId, id)
        if (!run) throw notFound('run', id)
        return run
      }
      const [left, right] = await Promise.all([of(input.left), of(input.right)])
      return { left, right, items: await pairNodeRuns(engine, who.workspaceId, input) }
    }),
  }
}
