import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { slugify } from '../../core/document/slug'
import { lookUp } from '../command'
import { call } from '../drizzle'
import type { Engine, Statement } from '../engine'
import { getHead } from '../queries/head'
import { lastSortKey } from '../queries/siblings'
import { heldSlugs } from '../queries/slug'
import { storedResult, write } from '../write'
import type { EntityHead, Who } from './command'
import { copyItems, wholeItems } from './copies'
import { placesAmong, refuseMisplaced } from './create-entity'
import { MissingError } from './errors'
import { beginCommand } from './functions'
import { neededBy } from './needed'
import { keysBetween } from './sort-key'

export interface CopyAcross {
  readonly commandId: string
  readonly ids: readonly string[]
  /** Where to, in the other workspace; none is its top. */
  readonly parentId?: string | null | undefined
}

export interface CopiedAcross {
  /** In the other workspace. */
  readonly changed: readonly Changed[]
  /** What did not come along, a sentence each. */
  readonly left: readonly string[]
}

/**
 * Copies items with all that lies in them, and the contexts, bases and definitions that they need, into another
 * workspace: new ids, no link back, one line in each trail, all in one transaction.
 * @param to the same account in the other workspace; whether it may write there is for the caller to know
 */
export async function copyAcross(
  engine: Engine,
  { from, to }: { readonly from: Who; readonly to: Who },
  input: CopyAcross,
): Promise<CopiedAcross> {
  const stored = await lookUp(engine, to.workspaceId, input.commandId)
  if (stored) return { changed: storedResult.parse(stored.result), left: [] }
  const parentId = input.parentId ?? null
  const parent = parentId === null ? null : await getHead(engine, to.workspaceId, parentId)
  if (parentId !== null && !parent) throw new MissingError('place', parentId)
  const places = { from: from.workspaceId, to: to.workspaceId }
  const { roots, all, needed, staying } = await planCopyAcross(engine, places, input.ids)
  for (const root of roots) refuseMisplaced(root.type, parent)
  const placeAmong = await placesAmong(engine, to.workspaceId, parent)
  const last = await lastSortKey(engine, to.workspaceId, { parentId })
  const arriving = [...roots, ...needed].map((item) => item.id)
  const keys = keysBetween(last, null, arriving.length)
  const { changes, also } = await copyItems(engine, from.workspaceId, [...all, ...needed], {
    who: to,
    keepsNames: false,
    origin: (item) => ({
      metadata: {
        copied_from: { workspace: from.workspaceId, entity: item.id, version: item.headVersionId },
      },
    }),
    stateOf: ({ id, type, state }, inside) => {
      const at = arriving.indexOf(id)
      return {
        ...state,
        slug: state.slug ?? slugify(state.title),
        parentId: at < 0 ? inside : placeAmong(type),
        sortKey: keys[at] ?? state.sortKey,
        status: 'draft',
        pinned: false,
        ownerId: to.accountId,
        replacedBy: null,
      }
    },
  })
  const command = {
    id: input.commandId,
    action: 'items.copy_in',
    changes,
    also: [...also, ...trailOf(from, to, input.commandId, [...roots, ...needed])],
  }
  const { changed } = await write(engine, to, command)
  return { changed, left: staying.map(stayed) }
}

/** The line in the trail of the workspace that was copied from; nothing there changed, so it names no new version. */
function trailOf(from: Who, to: Who, commandId: string, items: readonly EntityHead[]): Statement[] {
  const context = JSON.stringify({ to_workspace: to.workspaceId })
  return [
    beginCommand(from, commandId, []),
    ...items.map((item) =>
      call(
        sql`append_event(${from.workspaceId}::uuid, ${uuidv7()}::uuid, ${from.deviceId}::uuid, ${from.door}::text, ${from.accountId}::uuid, 'items.copy_out', ${item.id}::uuid, null, ${commandId}::uuid, '[]'::jsonb, ${context}::jsonb)`,
      ),
    ),
  ]
}

/** What a copy would take along; nothing is written. */
export async function planCopyAcross(
  engine: Engine,
  { from, to }: { readonly from: string; readonly to: string },
  ids: readonly string[],
) {
  const { roots, all } = await wholeItems(engine, from, ids)
  return { roots, all, ...(await needs(engine, from, to, all)) }
}

/** What the copied texts name and would miss over there; contexts whose slug is taken there stay behind. */
const needs = (engine: Engine, from: string, to: string, items: readonly EntityHead[]) =>
  neededBy(engine, from, items, async (contexts) => {
    const taken = await heldSlugs(
      engine,
      to,
      contexts.flatMap(({ state }) => state.slug ?? []),
    )
    return new Set(contexts.filter(({ state }) => taken.has(`context ${state.slug}`)))
  })

const stayed = ({ state }: EntityHead): string =>
  `The context "${state.slug}" stayed here: there is one of that name over there, and it is used.`
