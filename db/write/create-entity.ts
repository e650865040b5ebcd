import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import type { EntityDocument } from '../../contract/template'
import type { EntityType, LibraryKind } from '../../contract/vocabulary'
import { storableText } from '../../core/document/canonical'
import { fitsHome, homeOf } from '../../core/document/home'
import { firstSemver } from '../../core/document/semver'
import { slugify } from '../../core/document/slug'
import type { Engine } from '../engine'
import { getHead } from '../queries/head'
import { lastSortKey } from '../queries/siblings'
import { write } from '../write'
import type { EntityChange, EntityHead, EntityState, Who } from './command'
import { appliedBefore } from './edit'
import { MissingError, RefusedError } from './errors'
import { keyBetween } from './sort-key'

export interface NewEntity {
  readonly commandId: string
  readonly id: string
  readonly type: EntityType
  /** Of a library; one of prompts where it is not said. */
  readonly libraryKind?: LibraryKind | undefined
  readonly parentId: string | null
  readonly title: string
  readonly description: string
  readonly document: EntityDocument
}

/**
 * Makes an item as the last one of its place. The same command id again answers what the first call did.
 * @throws MissingError where the place is not there, RefusedError where it cannot hold this, StaleError where the
 * id is taken.
 */
export async function createEntity(engine: Engine, who: Who, input: NewEntity): Promise<Changed> {
  if (input.document.kind !== input.type) {
    throw new RefusedError(
      `A ${input.type} cannot be made of a ${input.document.kind}. Send a document of its kind.`,
    )
  }
  const parent = input.parentId === null ? null : await getHead(engine, who.workspaceId, input.parentId)
  try {
    if (input.parentId !== null && !parent) throw new MissingError('place', input.parentId)
    refuseMisplaced(input.type, parent)
  } catch (refusal) {
    // The place may have gone since this very command made the item in it.
    const before = await appliedBefore(engine, who, input.commandId)
    if (before) return before
    throw refusal
  }
  const last = await lastSortKey(engine, who.workspaceId, { parentId: input.parentId })
  const change = firstVersion(input, {
    ...plainState,
    parentId: input.parentId,
    title: storableText(input.title),
    description: storableText(input.description) || null,
    slug: slugify(input.title),
    classification: parent?.state.classification ?? plainState.classification,
    sortKey: keyBetween(last, null),
    ownerId: who.accountId,
  })
  const command = { id: input.commandId, action: `${input.type}.create`, changes: [change] }
  const { changed } = await write(engine, who, command)
  return changed[0] ?? { id: input.id, versionId: change.versionId, versionNumber: 1, rowVersion: 1 }
}

/** The change that makes an entity. */
export function firstVersion(
  { id, type, libraryKind, document }: Pick<NewEntity, 'id' | 'type' | 'libraryKind' | 'document'>,
  state: EntityState,
): EntityChange {
  return {
    id,
    type,
    libraryKind: type === 'library' ? (libraryKind ?? 'prompt') : null,
    before: null,
    versionId: uuidv7(),
    kind: 'content',
    parents: [],
    state,
    deleted: false,
    document,
    semver: firstSemver,
    message: null,
  }
}

/** What an item is where nobody said otherwise. */
export const plainState: Omit<EntityState, 'title' | 'sortKey'> = {
  parentId: null,
  description: null,
  slug: null,
  status: 'draft',
  visibility: 'workspace',
  classification: 'internal',
  requiresApproval: false,
  tags: [],
  category: null,
  pinned: false,
  colour: null,
  icon: null,
  ownerId: null,
  replacedBy: null,
}

/** Labs stand at the top; everything else there too, in a lab or in a library of its kind. */
export function refuseMisplaced(type: EntityType, parent: EntityHead | null): void {
  refuseNoPlace(type, parent)
  if (parent === null || fitsHome(homeOf(type), parent)) return
  throw new RefusedError(
    type === 'workflow'
      ? `"${parent.state.title}" is a library of prompts and holds no workflow. Choose a library of workflows, or a lab.`
      : `"${parent.state.title}" is a library of workflows and holds nothing else. Choose a library of prompts, or a lab.`,
  )
}

/** @throws RefusedError where the parent is no place, or one in the trash */
export function refuseNoPlace(type: EntityType, parent: EntityHead | null): void {
  if (parent === null) return
  if (type === 'lab') throw new RefusedError('A lab stands by itself. Create it outside of other places.')
  if ((parent.type !== 'lab' && parent.type !== 'library') || parent.deletedAt !== null) {
    throw new RefusedError('This cannot stand here. Choose a lab or a library that is not in the trash.')
  }
}

/**
 * Where an item goes that comes along with others into a place: there, or where that is a library of another kind into
 * the lab around it. Null is the top of the workspace.
 */
export async function placesAmong(
  engine: Engine,
  workspaceId: string,
  parent: EntityHead | null,
): Promise<(type: EntityType) => string | null> {
  let around = parent
  while (around?.type === 'library') {
    const { parentId } = around.state
    around = parentId === null ? null : await getHead(engine, workspaceId, parentId)
  }
  const lab = around?.id ?? null
  return (type) => (parent && fitsHome(homeOf(type), parent) ? parent.id : lab)
}
