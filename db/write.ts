import { z } from 'zod'
import { type Changed, changed as changedSchema } from '../contract/entity'
import { freeSlug } from '../core/document/slug'
import { runOnce } from './command'
import { DbError, type Engine, type Statement } from './engine'
import { getHead } from './queries/head'
import { takenSlugs } from './queries/slug'
import type { Command, EntityChange, Who } from './write/command'
import { creationRows } from './write/creation-rows'
import { insertEntity, updateEntity } from './write/entity-rows'
import { closedWorkspace, MissingError, RefusedError, StaleError } from './write/errors'
import { eventFields } from './write/event-fields'
import { appendEvent, beginCommand, expectHead, expectOpen, raised } from './write/functions'
import { type Prepared, prepare } from './write/prepared'
import { projections } from './write/projections'
import { revised, revises, revisionRows } from './write/revise'
import { searchRow } from './write/search-row'

export interface WriteResult {
  /** False where the command had been applied before, or changes nothing. */
  readonly applied: boolean
  /** One entry for each entity that the command named, in its order. */
  readonly changed: readonly Changed[]
}

/** The entities a command changed, as its row keeps them: what undoing it begins with. */
export const storedResult = z.array(changedSchema)

/**
 * The only door through which content changes: checks each row version, adds the versions, keeps projections, links
 * and search in step and appends one event an entity; all in one pipeline, one transaction, one fsync.
 * The same command id again answers what the first call did. A change that changes nothing makes no version.
 * @throws StaleError where a head is no longer the one that its change was computed from; nothing was applied.
 * @throws RefusedError where the model forbids the change. @throws DbError where the engine failed.
 */
export async function write(engine: Engine, who: Who, command: Command): Promise<WriteResult> {
  refuseTwice(command)
  const prepared = command.changes.map(prepare)
  const revisions = (command.revisions ?? []).filter(revises)
  const changed = [
    ...command.changes.map((change, index) => prepared[index]?.result ?? unchanged(change)),
    ...revisions.map(revised),
  ]
  const effective = prepared.filter((item) => item !== null)
  // One is made with statements that are built once; several take as many as two.
  const made = effective.filter(({ change }) => change.before === null)
  const many = made.length > 1 ? made : []
  if (effective.length + revisions.length === 0) return { applied: false, changed }
  const statements = [
    beginCommand(
      who,
      command.id,
      changed.map((entry) => ({ ...entry })),
    ),
    expectOpen(who),
    ...creationRows(who, command, many),
    ...effective
      .filter((item) => !(many.length > 0 && item.change.before === null))
      .flatMap((item) => statementsFor(who, command, item)),
    ...revisionRows(who, command, revisions),
    ...(command.also ?? []),
  ]
  try {
    const outcome = await runOnce(engine, who.workspaceId, command.id, { statements, result: changed })
    return { applied: outcome.applied, changed: storedResult.parse(outcome.result) }
  } catch (error) {
    if (!(error instanceof DbError)) throw error
    if (isSlugTaken(error)) {
      const renamed = await withFreeSlugs(engine, who, command)
      if (renamed) return write(engine, who, renamed)
    }
    throw await explain(engine, who, command, error)
  }
}

function statementsFor(who: Who, command: Command, prepared: Prepared): Statement[] {
  const { change, ids } = prepared
  const rows = change.before
    ? [expectHead(who, change.id, change.before.rowVersion), ...updateEntity(who, change.before, prepared)]
    : insertEntity(who, prepared)
  return [
    ...rows,
    ...projections(who, prepared),
    ...searchRow(who, prepared),
    appendEvent(who, {
      id: ids.event,
      action: command.action,
      commandId: command.id,
      entityId: change.id,
      versionId: change.versionId,
      fields: eventFields(prepared),
    }),
  ]
}

function unchanged({ id, before, versionId }: EntityChange): Changed {
  return {
    id,
    versionId: before?.headVersionId ?? versionId,
    versionNumber: before?.number ?? 1,
    rowVersion: before?.rowVersion ?? 1,
  }
}

function refuseTwice({ changes, revisions = [] }: Command): void {
  const ids = [...changes.map((change) => change.id), ...revisions.map((revision) => revision.before.id)]
  if (new Set(ids).size !== ids.length) {
    throw new RefusedError('One command may change each item once. Join both changes into one.')
  }
}

/** Turns what PostgreSQL raised into what a caller can act on. */
async function explain(engine: Engine, who: Who, command: Command, error: DbError): Promise<Error> {
  const named = entityIn(error.fields.detail)
  if (error.fields.constraint === 'entity_workspace_id_id_pk') {
    const heads = await Promise.all(command.changes.map(({ id }) => getHead(engine, who.workspaceId, id)))
    const there = heads.find((head, index) => head && !command.changes[index]?.before)
    if (there) return new StaleError(there, null)
  }
  if (error.code === raised.closed) return closedWorkspace(error)
  if (error.code === raised.missing && named) return new MissingError('item', named)
  if (error.code === raised.stale && named) {
    const head = await getHead(engine, who.workspaceId, named)
    const base = command.changes.find((change) => change.before?.id === named)?.before
    if (head)
      return new StaleError(head, base ? { versionId: base.headVersionId, document: base.document } : null)
  }
  if (error.code === raised.circle) {
    const { steps } = z.object({ steps: z.array(z.string()) }).parse(JSON.parse(error.fields.detail ?? '{}'))
    return new RefusedError(
      `Templates would be built on each other in a circle: ${steps.join(' → ')}. Choose another base.`,
    )
  }
  return error
}

function entityIn(detail: string | undefined): string | undefined {
  const parsed = z.object({ entity: z.uuid() }).safeParse(JSON.parse(detail?.startsWith('{') ? detail : '{}'))
  return parsed.data?.entity
}

const isSlugTaken = (error: DbError): boolean =>
  error.code === '23505' && error.fields.constraint === 'entity_slug_unique'

/** The same command with each slug that somebody has taken replaced by the first free one; null where none is. */
async function withFreeSlugs(engine: Engine, who: Who, command: Command): Promise<Command | null> {
  const changes: EntityChange[] = []
  for (const change of command.changes) {
    const { slug } = change.state
    const mine = changes.filter((item) => item.type === change.type).flatMap((item) => item.state.slug ?? [])
    const taken = slug === null ? [] : await takenSlugs(engine, who.workspaceId, change, slug)
    const free = slug === null ? null : freeSlug(slug, new Set([...taken, ...mine]))
    changes.push({ ...change, state: { ...change.state, slug: free } })
  }
  const same = changes.every((change, index) => change.state.slug === command.changes[index]?.state.slug)
  return same ? null : { ...command, changes }
}
