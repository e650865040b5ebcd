import { uuidv7 } from 'uuidv7'
import { freeSlug } from '../../core/document/slug'
import type { Engine } from '../engine'
import { listBelow } from '../queries/below'
import { headStates, oneOfIds } from '../queries/head'
import { lastSortKey } from '../queries/siblings'
import { heldSlugs } from '../queries/slug'
import { entity } from '../schema'
import type { EntityState, HeadState, Revision, Who } from './command'
import { keyBetween } from './sort-key'

/** Items to the trash, with everything that lies in them. Those that are there already stay as they are. */
export async function toTrash(
  engine: Engine,
  { workspaceId }: Who,
  items: readonly HeadState[],
): Promise<Revision[]> {
  const going = items.filter((head) => head.deletedAt === null)
  const below = await listBelow(engine, workspaceId, ids(going), null)
  const all = new Map(going.map((head) => [head.id, head]))
  for (const head of await byIds(engine, workspaceId, below)) all.set(head.id, head)
  return [...all.values()].map((before) => ({ before, versionId: uuidv7(), patch: {}, deleted: true }))
}

/**
 * Out of the trash, with everything that went there with it, each to its place. One whose place lies in the trash
 * itself comes to the top of the workspace; one whose slug somebody took meanwhile gets the next free one.
 */
export async function outOfTrash(engine: Engine, who: Who, items: readonly HeadState[]): Promise<Revision[]> {
  const { workspaceId } = who
  const coming = new Map<string, HeadState>()
  const roots = items.filter((head) => head.deletedAt !== null)
  for (const at of new Set(roots.map((head) => head.deletedAt))) {
    // What one command put there carries one instant.
    const together = roots.filter((head) => head.deletedAt === at)
    for (const head of together) coming.set(head.id, head)
    const below = await listBelow(engine, workspaceId, ids(together), at)
    for (const head of await byIds(engine, workspaceId, below)) coming.set(head.id, head)
  }
  const patches = await arrivals(
    engine,
    who,
    [...coming.values()].map((head) => ({ head, state: head.state })),
  )
  return [...coming.values()].map((before) => ({
    before,
    versionId: uuidv7(),
    patch: patches.get(before.id) ?? {},
    deleted: false,
  }))
}

/** What has to change of items that come back: a place where theirs is gone, a slug where theirs is taken. */
export async function arrivals(
  engine: Engine,
  { workspaceId }: Who,
  coming: readonly { readonly head: HeadState; readonly state: EntityState }[],
): Promise<Map<string, Partial<EntityState>>> {
  const among = new Set(coming.map(({ head }) => head.id))
  const parents = coming.flatMap(({ state }) => state.parentId ?? []).filter((id) => !among.has(id))
  const gone = new Set(
    (await byIds(engine, workspaceId, parents)).filter((head) => head.deletedAt !== null).map(({ id }) => id),
  )
  const taken = await heldSlugs(
    engine,
    workspaceId,
    coming.flatMap(({ state }) => state.slug ?? []),
  )
  let last = gone.size === 0 ? null : await lastSortKey(engine, workspaceId, { parentId: null })
  const patches = new Map<string, Partial<EntityState>>()
  for (const { head, state } of coming) {
    const patch: { -readonly [K in keyof EntityState]?: EntityState[K] } = {}
    if (state.parentId !== null && gone.has(state.parentId)) {
      last = keyBetween(last, null)
      patch.parentId = null
      patch.sortKey = last
    }
    // One that was never away holds its own slug.
    if (head.deletedAt === null) {
      patches.set(head.id, patch)
      continue
    }
    if (state.slug !== null && taken.has(`${head.type} ${state.slug}`)) {
      patch.slug = await freeOf(engine, workspaceId, head.type, state.slug, taken)
    }
    taken.add(`${head.type} ${patch.slug ?? state.slug}`)
    patches.set(head.id, patch)
  }
  return patches
}

/** The first free one of slug-2, slug-3 …, in the database and among those that come along. */
export async function freeOf(
  engine: Engine,
  workspaceId: string,
  type: string,
  slug: string,
  taken: ReadonlySet<string>,
): Promise<string> {
  const candidates = Array.from({ length: 200 }, (_, index) => `${slug}-${index + 2}`)
  const held = await heldSlugs(engine, workspaceId, candidates)
  const both = [slug, ...candidates].filter(
    (each) => held.has(`${type} ${each}`) || taken.has(`${type} ${each}`),
  )
  return freeSlug(slug, new Set([slug, ...both]))
}

const ids = (items: readonly HeadState[]): string[] => items.map((item) => item.id)

const byIds = async (engine: Engine, workspaceId: string, wanted: readonly string[]) =>
  wanted.length === 0 ? [] : headStates(engine, workspaceId, oneOfIds(entity.id, wanted))
