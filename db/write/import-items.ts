import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import type { BundleItem } from '../../core/bundle/format'
import { storableText } from '../../core/document/canonical'
import { remapDocument } from '../../core/document/remap'
import { lookUp } from '../command'
import type { Engine, Statement } from '../engine'
import { getHead } from '../queries/head'
import { lastSortKey } from '../queries/siblings'
import { heldSlugs } from '../queries/slug'
import type { JsonObject } from '../schema/columns'
import { storedResult, write } from '../write'
import type { EntityChange, EntityState, Who } from './command'
import { inOrder } from './copies'
import { firstVersion, placesAmong, plainState, refuseNoPlace } from './create-entity'
import { MissingError } from './errors'
import { keysBetween } from './sort-key'
import { freeOf } from './trash'
import { firstRows } from './variable-rows'

export interface ImportItems {
  readonly commandId: string
  /** What the trail says was done. */
  readonly action: string
  readonly items: readonly BundleItem[]
  /** Where what lies in no place of the file goes, or the lab around it where it is a library of another kind; labs stand at the top. */
  readonly parentId?: string | null | undefined
  /** What each item keeps of its origin. */
  readonly origin: (item: BundleItem) => JsonObject
  /** Items of the file that are here already, by the id of the file: the others may lie in them or be built on them. */
  readonly here?: ReadonlyMap<string, string>
}

/**
 * Makes the items of a bundle under new ids, as one command with one undo. What a document names outside of the
 * bundle is let go, connections too: nothing of another workspace is reached through an import.
 * @param items sorted out, so that places and bases lead nowhere in circles
 * @throws MissingError, RefusedError where the place is gone or cannot hold them; nothing is made then
 */
export async function importItems(engine: Engine, who: Who, input: ImportItems): Promise<Changed[]> {
  const stored = await lookUp(engine, who.workspaceId, input.commandId)
  if (stored) return storedResult.parse(stored.result)
  const parentId = input.parentId ?? null
  const placeAmong = await placesIn(engine, who, parentId, input.items)
  // Made from the last to the first: a list of what was changed last then begins with the first.
  const made = input.items.toReversed().map((item) => [item.id, uuidv7()] as const)
  const ids = new Map([...made, ...(input.here ?? [])])
  const placeOf = (item: BundleItem): string | null =>
    item.parent === null
      ? item.type === 'lab'
        ? null
        : placeAmong(item.type)
      : (ids.get(item.parent) ?? null)
  const keys = await sortKeys(engine, who, input, placeOf)
  const slugs = await freeSlugs(engine, who, input.items)
  const changes: EntityChange[] = []
  const also: Statement[] = []
  for (const { item } of inOrder(
    input.items.map((each) => ({
      id: each.id,
      type: each.type,
      document: each.document,
      state: { parentId: each.parent },
      item: each,
    })),
  )) {
    const id = ids.get(item.id) ?? uuidv7()
    const document = remapDocument(item.document, (named) => ids.get(named))
    const slug = slugs.get(item.id) ?? item.slug
    const state = stateOf(item, { parentId: placeOf(item), sortKey: keys.get(item.id) ?? '', slug, who })
    changes.push({
      ...firstVersion({ id, type: item.type, document }, state),
      libraryKind: item.type === 'library' ? (item.libraryKind ?? 'prompt') : null,
      semver: item.semver,
      metadata: input.origin(item),
    })
    if (item.rows) also.push(...firstRows(who, id, item.rows))
  }
  const command = { id: input.commandId, action: input.action, changes, also }
  return [...(await write(engine, who, command)).changed]
}

async function placesIn(engine: Engine, who: Who, parentId: string | null, items: readonly BundleItem[]) {
  const parent = parentId === null ? null : await getHead(engine, who.workspaceId, parentId)
  if (parentId !== null && !parent) throw new MissingError('place', parentId)
  for (const { type, parent: inside } of items) {
    if (inside === null && type !== 'lab') refuseNoPlace(type, parent)
  }
  return placesAmong(engine, who.workspaceId, parent)
}

/** A key for each item, in the order of the file, behind what stands in its place. */
async function sortKeys(
  engine: Engine,
  who: Who,
  { items, here }: ImportItems,
  placeOf: (item: BundleItem) => string | null,
): Promise<Map<string, string>> {
  const among = new Map<string | null, BundleItem[]>()
  for (const item of items) {
    const siblings = among.get(placeOf(item))
    if (siblings) siblings.push(item)
    else among.set(placeOf(item), [item])
  }
  const old = new Set([...(here?.values() ?? [])])
  const keys = new Map<string, string>()
  for (const [parentId, siblings] of among) {
    const isNew = siblings.every(({ parent }) => parent !== null) && !old.has(parentId ?? '')
    const last = isNew ? null : await lastSortKey(engine, who.workspaceId, { parentId })
    const made = keysBetween(last, null, siblings.length)
    for (const [index, item] of siblings.entries()) keys.set(item.id, made[index] ?? '')
  }
  return keys
}

/** Other slugs for those whose own is taken, here or earlier in the file. */
async function freeSlugs(
  engine: Engine,
  { workspaceId }: Who,
  items: readonly BundleItem[],
): Promise<Map<string, string>> {
  const taken = await heldSlugs(
    engine,
    workspaceId,
    items.map(({ slug }) => slug),
  )
  const slugs = new Map<string, string>()
  for (const { id, type, slug } of items) {
    const free = taken.has(`${type} ${slug}`) ? await freeOf(engine, workspaceId, type, slug, taken) : slug
    taken.add(`${type} ${free}`)
    if (free !== slug) slugs.set(id, free)
  }
  return slugs
}

function stateOf(
  item: BundleItem,
  at: {
    readonly parentId: string | null
    readonly sortKey: string
    readonly slug: string
    readonly who: Who
  },
): EntityState {
  return {
    ...plainState,
    parentId: at.parentId,
    sortKey: at.sortKey,
    title: storableText(item.title),
    description: storableText(item.description) || null,
    slug: at.slug,
    tags: item.tags.map(storableText),
    category: item.category === null ? null : storableText(item.category),
    pinned: item.pinned,
    colour: item.colour,
    icon: item.icon,
    classification: item.classification,
    requiresApproval: item.requiresApproval,
    ownerId: at.who.accountId,
  }
}
