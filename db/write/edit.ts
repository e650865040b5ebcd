import { z } from 'zod'
import { type Changed, changed as changedSchema } from '../../contract/entity'
import type { VersionKind } from '../../contract/vocabulary'
import { lookUp } from '../command'
import type { Engine } from '../engine'
import { getHead } from '../queries/head'
import { getVersion } from '../queries/version'
import { write } from '../write'
import type { Command, EntityChange, EntityHead, Who } from './command'
import { MissingError, StaleError } from './errors'

/** Which item a caller means, and the state of it that he saw. */
export interface Edit {
  readonly commandId: string
  readonly id: string
  readonly rowVersion: number
  /** The version that the caller's text began from, where he knows it: a stale answer carries it. */
  readonly baseVersionId?: string | undefined
}

/** What is made of a head: a command that lacks only its id. */
export type Made = Omit<Command, 'id'>

/**
 * Reads the head that the caller saw, makes a change of it and writes it. A command that was applied before is
 * answered as then, whatever came after it.
 * @throws MissingError, StaleError, RefusedError, DbError
 */
export async function edit(
  engine: Engine,
  who: Who,
  { commandId, id, rowVersion, baseVersionId }: Edit,
  make: (head: EntityHead) => Made | Promise<Made>,
): Promise<Changed> {
  const head = await getHead(engine, who.workspaceId, id)
  if (!head || head.rowVersion !== rowVersion) {
    const before = await appliedBefore(engine, who, commandId)
    if (before) return before
    if (!head) throw new MissingError('item', id)
    const base = baseVersionId
      ? await getVersion(engine, who.workspaceId, { id, versionId: baseVersionId })
      : null
    throw new StaleError(head, base && { versionId: base.id, document: base.document })
  }
  const made = await make(head)
  const { changed } = await write(engine, who, { id: commandId, ...made })
  return changed[0] ?? current(head)
}

/** What a command answered that was applied before; null where it was not. */
export async function appliedBefore(engine: Engine, who: Who, commandId: string): Promise<Changed | null> {
  const stored = await lookUp(engine, who.workspaceId, commandId)
  return stored ? (z.array(changedSchema).parse(stored.result)[0] ?? null) : null
}

/** A change of a head: what `next` does not name stays as it is. */
export function changeOf(
  before: EntityHead,
  versionId: string,
  kind: VersionKind,
  next: Partial<Pick<EntityChange, 'state' | 'document' | 'semver' | 'message' | 'deleted'>>,
): EntityChange {
  return {
    id: before.id,
    type: before.type,
    libraryKind: before.libraryKind,
    before,
    versionId,
    kind,
    parents: [before.headVersionId],
    state: before.state,
    deleted: before.deletedAt !== null,
    document: before.document,
    semver: before.semver,
    message: null,
    ...next,
  }
}

export const current = (head: EntityHead): Changed => ({
  id: head.id,
  versionId: head.headVersionId,
  versionNumber: head.number,
  rowVersion: head.rowVersion,
})
