import type { Changed } from '../../contract/entity'
import { getEntity } from '../../db/queries/entity'
import { listEntities } from '../../db/queries/entity-list'
import { listPlaces } from '../../db/queries/place'
import { getVersion, listVersions } from '../../db/queries/version'
import { createEntity } from '../../db/write/create-entity'
import { moveEntity, renameEntity } from '../../db/write/place'
import { restoreVersion, saveDocument } from '../../db/write/save-document'
import { restoreFromTrash, trashEntity } from '../../db/write/trash'
import type { Caller } from '../caller'
import { notFound } from '../failure'
import { os } from '../router'
import type { CallContext } from '../session'
import { callerOf, type Studio } from '../studio'

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

  return {
    places: entity.places.handler(async ({ context }) => {
      const { engine, who } = await read(context)
      return listPlaces(engine, who.workspaceId)
    }),
    list: entity.list.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      return listEntities(engine, who.workspaceId, input)
    }),
    get: entity.get.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      const found = await getEntity(engine, who.workspaceId, input.id)
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
    move: entity.move.handler(({ context, input }) =>
      change(context, ({ engine, who }) => moveEntity(engine, who, input)),
    ),
    trash: entity.trash.handler(({ context, input }) =>
      change(context, ({ engine, who }) => trashEntity(engine, who, input)),
    ),
    restoreFromTrash: entity.restoreFromTrash.handler(({ context, input }) =>
      change(context, ({ engine, who }) => restoreFromTrash(engine, who, input)),
    ),
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
