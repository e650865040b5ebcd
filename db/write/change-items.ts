import { uuidv7 } from 'uuidv7'
import type { Changed, ItemChange } from '../../contract/entity'
import { storableText } from '../../core/document/canonical'
import { lookUp } from '../command'
import type { Engine } from '../engine'
import { headStates, oneOfIds } from '../queries/head'
import { entity } from '../schema'
import { storedResult, write } from '../write'
import type { EntityState, HeadState, Revision, Who } from './command'
import { MissingError, RefusedError, StaleError } from './errors'
import { placeParents, toPlace } from './place'
import { outOfTrash, toTrash } from './trash'

export interface ItemsChange {
  readonly commandId: string
  readonly ids: readonly string[]
  readonly change: ItemChange
}

/** Somebody saved between reading and writing: nothing here depends on what he saved, so it is read again. */
const attempts = 4

/**
 * Tags, marks, moves, trashes or restores any number of items as one command with one undo. No row version is asked
 * for: each change is of the state that is there when it is written, and none touches a text.
 * @returns one entry an item that changed. @throws MissingError, RefusedError; nothing is applied then.
 */
export async function changeItems(engine: Engine, who: Who, input: ItemsChange): Promise<Changed[]> {
  const stored = await lookUp(engine, who.workspaceId, input.commandId)
  if (stored) return storedResult.parse(stored.result)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const heads = await headsOf(engine, who, input.ids)
      const revisions = await revisionsOf(engine, who, heads, input.change)
      const command = { id: input.commandId, action: `items.${input.change.do}`, changes: [], revisions }
      return [...(await write(engine, who, command)).changed]
    } catch (error) {
      if (!(error instanceof StaleError) || attempt === attempts) throw error
    }
  }
}

/** In the order in which they were named. */
async function headsOf(engine: Engine, who: Who, ids: readonly string[]): Promise<HeadState[]> {
  const heads = await headStates(engine, who.workspaceId, oneOfIds(entity.id, ids))
  const byId = new Map(heads.map((head) => [head.id, head]))
  return [...new Set(ids)].map((id) => {
    const head = byId.get(id)
    if (!head) throw new MissingError('item', id)
    return head
  })
}

async function revisionsOf(
  engine: Engine,
  who: Who,
  heads: readonly HeadState[],
  change: ItemChange,
): Promise<Revision[]> {
  switch (change.do) {
    case 'restore':
      return outOfTrash(engine, who, heads)
    case 'trash':
      return toTrash(engine, who, heads)
    case 'move':
      return toPlace(engine, who, await outermost(engine, who, live(heads)), change)
    default:
      return live(heads).map((before) => ({
        before,
        versionId: uuidv7(),
        patch: patchOf(before.state, change),
        deleted: false,
      }))
  }
}

type Mark = Exclude<ItemChange, { do: 'restore' | 'trash' | 'move' }>

function patchOf(state: EntityState, change: Mark): Partial<EntityState> {
  switch (change.do) {
    case 'tag': {
      const kept = state.tags.filter((tag) => !change.remove.includes(tag))
      return { tags: [...new Set([...kept, ...change.add.map(storableText)])] }
    }
    case 'pin':
      return { pinned: change.pinned }
    case 'colour':
      return { colour: change.colour }
    case 'icon':
      return { icon: change.icon }
    case 'categorize':
      return { category: change.category === null ? null : storableText(change.category) }
    case 'describe':
      return { description: storableText(change.description) || null }
  }
}

function live(heads: readonly HeadState[]): readonly HeadState[] {
  const trashed = heads.find((head) => head.deletedAt !== null)
  if (trashed) throw new RefusedError(`"${trashed.state.title}" is in the trash. Restore it first.`)
  return heads
}

/** Without those that lie in another one of them: they go along with it. */
async function outermost(engine: Engine, who: Who, heads: readonly HeadState[]): Promise<HeadState[]> {
  const chosen = new Set(heads.map((head) => head.id))
  const parents = await placeParents(engine, who.workspaceId)
  const goesAlong = ({ state }: HeadState): boolean => {
    for (let at = state.parentId; at !== null; at = parents.get(at) ?? null) if (chosen.has(at)) return true
    return false
  }
  return heads.filter((head) => !goesAlong(head))
}
