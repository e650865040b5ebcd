import type { Changed } from '../../contract/entity'
import { slugify } from '../../core/document/slug'
import { lookUp } from '../command'
import type { Engine } from '../engine'
import { nextSortKey } from '../queries/siblings'
import { storedResult, write } from '../write'
import type { Who } from './command'
import { copyItems, wholeItems } from './copies'
import { keyBetween } from './sort-key'

/**
 * Copies beside the originals, places with all that lies in them. Each copy is derived from its original; what it
 * names (a base, a context) is the same, unless that was copied along.
 */
export async function duplicateItems(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly ids: readonly string[] },
): Promise<Changed[]> {
  const stored = await lookUp(engine, who.workspaceId, input.commandId)
  if (stored) return storedResult.parse(stored.result)
  const { roots, all } = await wholeItems(engine, who.workspaceId, input.ids)
  const keys = new Map<string, string>()
  for (const { id, state } of roots) {
    const next = await nextSortKey(engine, who.workspaceId, {
      parentId: state.parentId,
      after: state.sortKey,
    })
    keys.set(id, keyBetween(state.sortKey, next))
  }
  const { changes, also } = await copyItems(engine, who.workspaceId, all, {
    who,
    keepsNames: true,
    origin: (item) => ({ derivedFrom: item.id }),
    stateOf: ({ id, state }, parentId) => {
      const sortKey = keys.get(id)
      const title = sortKey ? `${state.title} copy`.slice(-200) : state.title
      return {
        ...state,
        title,
        slug: slugify(title),
        parentId: sortKey ? state.parentId : parentId,
        sortKey: sortKey ?? state.sortKey,
        status: 'draft',
        pinned: false,
        ownerId: who.accountId,
        replacedBy: null,
      }
    },
  })
  const command = { id: input.commandId, action: 'items.duplicate', changes, also }
  return [...(await write(engine, who, command)).changed]
}
