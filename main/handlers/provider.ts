import { getConnection } from '../../db/queries/connection'
import type { Caller } from '../caller'
import { notFound } from '../failure'
import { os } from '../router'
import { forgetKey, removeWithKey, saveConnection, setKey, shownConnections } from '../services/connections'
import { knownModelsOf, setPrice, testConnection } from '../services/models'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

export function providerHandlers(studio: Studio) {
  const { keys, topics } = studio
  const { provider } = os

  async function change<T>(
    { session }: CallContext,
    id: string,
    work: (caller: Caller) => Promise<T>,
  ): Promise<T> {
    const caller = await callerOf(studio, session)
    const done = await work(caller)
    // A connection may be shared with other workspaces, so that every window has to look again.
    topics.announce(null, { aggregate: 'provider', id })
    return done
  }

  return {
    list: provider.list.handler(async ({ context }) =>
      shownConnections(keys, await callerOf(studio, context.session)),
    ),
    save: provider.save.handler(({ context, input }) =>
      change(context, input.id, (caller) => saveConnection(keys, caller, input)),
    ),
    remove: provider.remove.handler(({ context, input }) =>
      change(context, input.id, async (caller) => ({ removed: await removeWithKey(keys, caller, input) })),
    ),
    setKey: provider.setKey.handler(({ context, input }) =>
      change(context, input.id, (caller) => setKey(keys, caller, input)),
    ),
    forgetKey: provider.forgetKey.handler(({ context, input }) =>
      change(context, input.id, (caller) => forgetKey(keys, caller, input.id)),
    ),
    test: provider.test.handler(async ({ context, input, signal }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const stored = await getConnection(engine, who.workspaceId, input.id)
      if (!stored) throw notFound('connection', input.id)
      return testConnection(studio.runs.ways, stored, signal)
    }),
    models: provider.models.handler(async ({ context }) =>
      knownModelsOf(await callerOf(studio, context.session)),
    ),
    setPrice: provider.setPrice.handler(({ context, input }) =>
      change(context, input.connectionId, (caller) => setPrice(caller, input)),
    ),
    keys: provider.keys.handler(() => keys.state()),
    unlockKeys: provider.unlockKeys.handler(async ({ input }) => {
      await keys.unlock(input.passphrase)
      topics.announce(null, { aggregate: 'provider', id: null })
      return { ok: true }
    }),
  }
}
