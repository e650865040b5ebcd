import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { storableText } from '../../core/document/canonical'
import type { Engine } from '../engine'
import { getHead } from '../queries/head'
import { lastSortKey, nextSortKey } from '../queries/siblings'
import type { EntityHead, Who } from './command'
import { refuseMisplaced } from './create-entity'
import { changeOf, type Edit, edit } from './edit'
import { MissingError, RefusedError } from './errors'
import { keyBetween } from './sort-key'

/** A new title. The slug stays, so that what names it goes on finding it. */
export function renameEntity(
  engine: Engine,
  who: Who,
  input: Edit & { readonly title: string },
): Promise<Changed> {
  return edit(engine, who, input, (head) => ({
    action: `${head.type}.rename`,
    changes: [
      changeOf(head, uuidv7(), 'place', { state: { ...head.state, title: storableText(input.title) } }),
    ],
  }))
}

/**
 * Moves an item into a place: behind another item of it, or to its end.
 * @throws RefusedError where a place would come to lie in itself, MissingError where the place is not there.
 */
export function moveEntity(
  engine: Engine,
  who: Who,
  input: Edit & { readonly parentId: string; readonly afterId?: string | null | undefined },
): Promise<Changed> {
  return edit(engine, who, input, async (head) => {
    await refuseCircle(engine, who, head, input.parentId)
    const sortKey = await keyIn(engine, who, input)
    return {
      action: `${head.type}.move`,
      changes: [
        changeOf(head, uuidv7(), 'place', { state: { ...head.state, parentId: input.parentId, sortKey } }),
      ],
    }
  })
}

async function refuseCircle(engine: Engine, who: Who, head: EntityHead, parentId: string): Promise<void> {
  const parent = await getHead(engine, who.workspaceId, parentId)
  if (!parent) throw new MissingError('place', parentId)
  refuseMisplaced(head.type, parent)
  for (let at: EntityHead | null = parent; at; ) {
    if (at.id === head.id) throw new RefusedError('A place cannot lie inside itself. Choose another place.')
    at = at.state.parentId === null ? null : await getHead(engine, who.workspaceId, at.state.parentId)
  }
}

async function keyIn(
  engine: Engine,
  who: Who,
  { id, parentId, afterId }: { id: string; parentId: string; afterId?: string | null | undefined },
): Promise<string> {
  if (!afterId) return keyBetween(await lastSortKey(engine, who.workspaceId, parentId, id), null)
  const after = await getHead(engine, who.workspaceId, afterId)
  if (after?.state.parentId !== parentId) throw new MissingError('neighbour in this place', afterId)
  const before = after.state.sortKey
  return keyBetween(
    before,
    await nextSortKey(engine, who.workspaceId, { parentId, moving: id, after: before }),
  )
}
