import { and, inArray, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { storableText } from '../../core/document/canonical'
import type { Engine } from '../engine'
import { getHead, headStates } from '../queries/head'
import { lastSortKey, nextSortKey } from '../queries/siblings'
import { entity } from '../schema'
import type { HeadState, Revision, Who } from './command'
import { refuseMisplaced } from './create-entity'
import { changeOf, type Edit, edit } from './edit'
import { MissingError, RefusedError } from './errors'
import { keysBetween } from './sort-key'

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

export interface Destination {
  /** null: the top of the workspace. */
  readonly parentId: string | null
  /** The item to stand behind; null: first; undefined: last. */
  readonly afterId?: string | null | undefined
}

/**
 * Items into a place, one behind the other in the order in which they are given.
 * @throws RefusedError where a place would come to lie in itself, MissingError where the place is not there.
 */
export async function toPlace(
  engine: Engine,
  who: Who,
  items: readonly HeadState[],
  { parentId, afterId }: Destination,
): Promise<Revision[]> {
  const parent = parentId === null ? null : await getHead(engine, who.workspaceId, parentId)
  if (parentId !== null && !parent) throw new MissingError('place', parentId)
  for (const item of items) refuseMisplaced(item.type, parent)
  await refuseCircle(engine, who, items, parentId)
  const among = { parentId, without: items.map((item) => item.id) }
  const before =
    afterId === undefined
      ? await lastSortKey(engine, who.workspaceId, among)
      : await keyOf(engine, who, afterId, parentId)
  const after =
    afterId === undefined ? null : await nextSortKey(engine, who.workspaceId, { ...among, after: before })
  const keys = keysBetween(before, after, items.length)
  return items.map((item, index) => ({
    before: item,
    versionId: uuidv7(),
    patch: { parentId, sortKey: keys[index] ?? item.state.sortKey },
    deleted: item.deletedAt !== null,
  }))
}

async function keyOf(engine: Engine, who: Who, afterId: string | null, parentId: string | null) {
  if (afterId === null) return null
  const after = await getHead(engine, who.workspaceId, afterId)
  if (after?.state.parentId !== parentId) throw new MissingError('neighbour in this place', afterId)
  return after.state.sortKey
}

/** @throws RefusedError where the place is one of the items or lies in one of them */
export async function refuseCircle(
  engine: Engine,
  who: Who,
  items: readonly Pick<HeadState, 'id' | 'state'>[],
  parentId: string | null,
): Promise<void> {
  const parents = await placeParents(engine, who.workspaceId)
  for (let at: string | null = parentId; at !== null; at = parents.get(at) ?? null) {
    const circle = items.find((item) => item.id === at)
    if (!circle) continue
    throw new RefusedError(
      `"${circle.state.title}" cannot lie inside itself. Choose a place that is not in it.`,
    )
  }
}

/** Each place outside the trash with the place that it lies in. */
export async function placeParents(engine: Engine, workspaceId: string): Promise<Map<string, string | null>> {
  const which = and(inArray(entity.type, ['lab', 'library']), isNull(entity.deletedAt))
  const places = await headStates(engine, workspaceId, which)
  return new Map(places.map(({ id, state }) => [id, state.parentId]))
}
