import { discardDraft, keepDraft } from '../../db/keep/draft'
import { getDraft } from '../../db/queries/draft'
import { os } from '../router'
import { callerOf, type Studio } from '../studio'

export function draftHandlers(studio: Studio) {
  return {
    get: os.draft.get.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return getDraft(engine, who, input.entityId)
    }),
    keep: os.draft.keep.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const kept = await keepDraft(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'draft', id: input.entityId })
      return kept
    }),
    discard: os.draft.discard.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const discarded = await discardDraft(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'draft', id: input.entityId })
      return { discarded }
    }),
  }
}
