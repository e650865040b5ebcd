import { os } from '../router'
import { repeatJob } from '../services/job-repeat'
import { callerOf, type Studio } from '../studio'

export function jobHandlers(studio: Studio) {
  const { job } = os
  return {
    list: job.list.handler(async ({ context }) => studio.jobs.list(await callerOf(studio, context.session))),
    cancel: job.cancel.handler(async ({ context, input }) => {
      const { who } = await callerOf(studio, context.session)
      return { cancelled: studio.jobs.cancel(who.workspaceId, input.id) }
    }),
    repeat: job.repeat.handler(async ({ context, input }) => {
      const { id } = await repeatJob(studio, await callerOf(studio, context.session), input.id)
      return { id }
    }),
  }
}
