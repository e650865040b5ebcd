import type { Changed, Done } from '../../contract/entity'
import { keepFavourite, keepRating } from '../../db/keep/opinion'
import { getEntity } from '../../db/queries/entity'
import { countEntities, listEntities, listEntityIds } from '../../db/queries/entity-list'
import { listPlaces } from '../../db/queries/place'
import { listRatings } from '../../db/queries/rating'
import { listTags } from '../../db/queries/tag'
import { listTrash } from '../../db/queries/trash'
import { getVersion, listVersions } from '../../db/queries/version'
import { changeItems } from '../../db/write/change-items'
import { createEntity } from '../../db/write/create-entity'
import { duplicateItems } from '../../db/write/duplicate'
import { renameEntity } from '../../db/write/place'
import { restoreVersion, saveDocument } from '../../db/write/save-document'
import { undoCommand } from '../../db/write/undo'
import type { Caller } from '../caller'
import { notFound } from '../failure'
import { os } from '../router'
import { copyToWorkspace, doneOf } from '../services/copy'
import { purgeNow } from '../services/purge'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

const fewItems = 20

export function entityHandlers(studio: Studio) {
  const { entity } = os
  const read = ({ session }: CallContext) => callerOf(studio, session)

  /** Runs a change and tells the workspace's windows of it. */
  async function change(
    { session }: CallContext,
    work: (caller: Caller) => Promise<Changed>,
  ): Promise<Changed> {
    const caller = await callerOf(studio, session)
    const changed = await work(caller)
    studio.topics.announce(caller.who.workspaceId, { aggregate: 'entity', id: changed.id })
    return changed
  }

  /** The same for many items: past a few the windows look at everything again. */
  async function changeMany(
    { session }: CallContext,
    commandId: string,
    work: (caller: Caller) => Promise<readonly Changed[]>,
  ): Promise<Done> {
    const caller = await callerOf(studio, session)
    const changed = await work(caller)
    const named = changed.length > fewItems ? [null] : changed.map(({ id }) => id)
    studio.topics.announce(
      caller.who.workspaceId,
      ...named.map((id) => ({ aggregate: 'entity' as const, id })),
    )
    return doneOf(commandId, changed)
  }

  return {
    places: entity.places.handler(async ({ context }) => {
      const { engine, who } = await read(context)
      return listPlaces(engine, who.workspaceId)
    }),
    list: entity.list.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listEntities(engine, who, input)
    }),
    count: entity.count.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return { total: await countEntities(engine, who, input) }
    }),
    ids: entity.ids.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listEntityIds(engine, who, input)
    }),
    tags: entity.tags.handler(async ({ context }) => {
      const { engine, who } = await read(context)
      return listTags(engine, who.workspaceId)
    }),
    get: entity.get.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      const found = await getEntity(engine, who, input.id)
      if (!found) throw notFound('item', input.id)
      return found
    }),
    create: entity.create.handler(({ context, input }) =>
      change(context, ({ engine, who }) => createEntity(engine, who, input)),
    ),
    save: entity.save.handler(({ context, input }) =>
      change(context, ({ engine, who }) => saveDocument(engine, who, input)),
    ),
    rename: entity.rename.handler(({ context, input }) =>
      change(context, ({ engine, who }) => renameEntity(engine, who, input)),
    ),
    change: entity.change.handler(({ context, input }) =>
      changeMany(context, input.commandId, ({ engine, who }) => changeItems(engine, who, input)),
    ),
    duplicate: entity.duplicate.handler(({ context, input }) =>
      changeMany(context, input.commandId, ({ engine, who }) => duplicateItems(engine, who, input)),
    ),
    copy: entity.copy.handler(async ({ context, input }) =>
      copyToWorkspace(studio, await read(context), input),
    ),
    undo: entity.undo.handler(({ context, input }) =>
      changeMany(context, input.commandId, ({ engine, who }) => undoCommand(engine, who, input)),
    ),
    trashed: entity.trashed.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listTrash(engine, who.workspaceId, input)
    }),
    purge: entity.purge.handler(async ({ context, input }) => purgeNow(studio, await read(context), input)),
    favourite: entity.favourite.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      await keepFavourite(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'entity', id: input.id })
      return { favourite: input.favourite }
    }),
    rate: entity.rate.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      await keepRating(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'entity', id: input.id })
      const { rating, ratings } = (await getEntity(engine, who, input.id)) ?? { rating: null, ratings: 0 }
      return { rating, ratings }
    }),
    ratings: entity.ratings.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listRatings(engine, who, input.id)
    }),
    history: entity.history.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listVersions(engine, who.workspaceId, input)
    }),
    version: entity.version.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      const found = await getVersion(engine, who.workspaceId, input)
      if (!found) throw notFound('version', input.versionId)
      return found
    }),
    restoreVersion: entity.restoreVersion.handler(({ context, input }) =>
      change(context, ({ engine, who }) => restoreVersion(engine, who, input)),
    ),
  }
}
