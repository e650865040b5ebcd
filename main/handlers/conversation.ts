import { getConversation, listConversations } from '../../db/queries/conversation'
import type { Caller } from '../caller'
import { notFound } from '../failure'
import { os } from '../router'
import { answerAgain, changeConversation, createConversation, say } from '../services/conversations'
import type { CallContext } from '../session'
import { callerOf, readerOfRuns, type Studio } from '../studio'

export function conversationHandlers(studio: Studio) {
  const { conversation } = os

  async function change<T>(
    { session }: CallContext,
    id: string,
    work: (caller: Caller) => Promise<T>,
  ): Promise<T> {
    const caller = await callerOf(studio, session)
    const done = await work(caller)
    studio.topics.announce(
      caller.who.workspaceId,
      { aggregate: 'conversation', id },
      { aggregate: 'entity', id },
    )
    return done
  }

  return {
    list: conversation.list.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listConversations(engine, who.workspaceId, input)
    }),
    get: conversation.get.handler(async ({ context, input }) => {
      const { engine, who } = await readerOfRuns(studio, context.session)
      const found = await getConversation(engine, who.workspaceId, input.id)
      if (!found) throw notFound('conversation', input.id)
      return found
    }),
    create: conversation.create.handler(({ context, input }) =>
      change(context, input.id, (caller) => createConversation(caller, input)),
    ),
    send: conversation.send.handler(({ context, input }) =>
      change(context, input.id, (caller) => say(studio, caller, input)),
    ),
    regenerate: conversation.regenerate.handler(({ context, input }) =>
      change(context, input.id, (caller) => answerAgain(studio, caller, input)),
    ),
    change: conversation.change.handler(({ context, input }) =>
      change(context, input.id, (caller) => changeConversation(caller, input)),
    ),
  }
}
