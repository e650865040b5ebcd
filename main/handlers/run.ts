import { getRun, listRunModels, listRuns } from '../../db/queries/run'
import { notFound } from '../failure'
import { os } from '../router'
import { rateRun } from '../services/rate-run'
import { callerOf, readerOfRuns, type Studio } from '../studio'

export function runHandlers(studio: Studio) {
  const { runs } = studio
  return {
    start: os.run.start.handler(async ({ context, input }) =>
      runs.start(await callerOf(studio, context.session), input),
    ),
    follow: os.run.follow.handler(async function* ({ context, input, signal }) {
      yield* runs.follow(await readerOfRuns(studio, context.session), input.id, signal)
    }),
    stop: os.run.stop.handler(async ({ context, input }) => ({
      stopped: runs.stop(await callerOf(studio, context.session), input.id),
    })),
    answerTool: os.run.answerTool.handler(async ({ context, input }) => ({
      answered: runs.answerTool(await callerOf(studio, context.session), input.id, input.callId, input.value),
    })),
    models: os.run.models.handler(async ({ context }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listRunModels(engine, who.workspaceId)
    }),
    rate: os.run.rate.handler(async ({ context, input }) => {
      const caller = await callerOf(studio, context.session)
      const rated = await rateRun(caller, input)
      studio.topics.announce(caller.who.workspaceId, { aggregate: 'run', id: input.id })
      return rated
    }),
    list: os.run.list.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      return listRuns(engine, who.workspaceId, input)
    }),
    get: os.run.get.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      const found = await getRun(engine, who.workspaceId, input.id)
      if (!found) throw notFound('run', input.id)
      return found
    }),
  }
}
