import { inArray } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import type { Engine } from '../engine'
import { listBelow } from '../queries/below'
import { getHead, heads } from '../queries/head'
import { entity } from '../schema'
import type { EntityHead, Who } from './command'
import { changeOf, type Edit, edit } from './edit'
import { RefusedError } from './errors'

/** To the trash, with everything that lies in it. */
export function trashEntity(engine: Engine, who: Who, input: Edit): Promise<Changed> {
  return edit(engine, who, input, async (head) => {
    if (head.deletedAt !== null) throw new RefusedError('This is in the trash already. Reload the list.')
    const below = await listBelow(engine, who.workspaceId, head.id, null)
    return {
      action: `${head.type}.trash`,
      changes: [changeOf(head, uuidv7(), 'place', { deleted: true })],
      sweep: { ids: below.map((item) => item.id), deleted: true },
    }
  })
}

/**
 * Out of the trash, with everything that went there with it.
 * @throws RefusedError where its place lies in the trash itself.
 */
export function restoreFromTrash(engine: Engine, who: Who, input: Edit): Promise<Changed> {
  return edit(engine, who, input, async (head) => {
    if (head.deletedAt === null) throw new RefusedError('This is not in the trash. Reload the list.')
    await refuseInTrash(engine, who, head)
    // What one command put there carries one instant.
    const below = await listBelow(engine, who.workspaceId, head.id, head.deletedAt)
    const named = below.filter((item) => item.slug_taken).map((item) => item.id)
    const renamed = named.length === 0 ? [] : await heads(engine, who.workspaceId, inArray(entity.id, named))
    return {
      action: `${head.type}.restore`,
      // An item whose slug somebody took meanwhile gets another one, so it is a change of its own.
      changes: [head, ...renamed].map((item) => changeOf(item, uuidv7(), 'place', { deleted: false })),
      sweep: { ids: below.filter((item) => !item.slug_taken).map((item) => item.id), deleted: false },
    }
  })
}

async function refuseInTrash(engine: Engine, who: Who, { state }: EntityHead): Promise<void> {
  const parent = state.parentId === null ? null : await getHead(engine, who.workspaceId, state.parentId)
  if (parent && parent.deletedAt !== null) {
    throw new RefusedError(`Its place "${parent.state.title}" is in the trash. Restore that first.`)
  }
}
