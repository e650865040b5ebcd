import { listLabels } from '../../db/queries/followed'
import { os } from '../router'
import { surroundingsOf } from '../services/inheritance'
import { measurePrompt } from '../services/measure'
import { callerOf, type Studio } from '../studio'

export function templateHandlers(studio: Studio) {
  return {
    surroundings: os.template.surroundings.handler(async ({ context, input }) =>
      surroundingsOf(await callerOf(studio, context.session), input),
    ),
    labels: os.template.labels.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listLabels(engine, who.workspaceId, input.id)
    }),
    measure: os.template.measure.handler(async ({ context, input }) => {
      const caller = await callerOf(studio, context.session)
      return measurePrompt(studio.templates, caller, input.document, input.values, input.choice)
    }),
  }
}
