import { type AnyColumn, and, eq, type SQL, sql } from 'drizzle-orm'
import { entityDocument } from '../../contract/template'
import { perReader, placeholder, type Reader, reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityVersion } from '../schema'
import type { EntityHead, HeadState } from '../write/command'

/** The columns that a version freezes, as they stand in the head. */
const state = {
  parentId: entity.parentId,
  title: entity.title,
  description: entity.description,
  slug: entity.slug,
  status: entity.status,
  visibility: entity.visibility,
  classification: entity.classification,
  requiresApproval: entity.requiresApproval,
  tags: entity.tags,
  category: entity.category,
  sortKey: entity.sortKey,
  pinned: entity.pinned,
  colour: entity.colour,
  icon: entity.icon,
  ownerId: entity.ownerId,
  replacedBy: entity.replacedBy,
}

const light = {
  id: entity.id,
  type: entity.type,
  libraryKind: entity.libraryKind,
  state,
  number: entity.number,
  semver: entity.semver,
  headVersionId: entity.headVersionId,
  publishedVersionId: entity.publishedVersionId,
  rowVersion: entity.rowVersion,
  deletedAt: entity.deletedAt,
}

const columns = { ...light, document: entity.doc, contentHash: entityVersion.contentHash }

/** The head that a change is computed from, trashed ones included; null where there is none here. */
export async function getHead(engine: Engine, workspaceId: string, id: string): Promise<EntityHead | null> {
  const [row] = await oneHead(engine, workspaceId).execute({ id })
  return row ? toHead(row) : null
}

const oneHead = perReader((db, workspaceId) =>
  headQuery(db, workspaceId, eq(entity.id, placeholder('id'))).prepare('head'),
)

/** Heads by a condition on `entity`, in no order. For changes of several items at once. */
export async function heads(
  engine: Engine,
  workspaceId: string,
  which: SQL | undefined,
): Promise<EntityHead[]> {
  return (await headQuery(reader(engine, workspaceId), workspaceId, which)).map(toHead)
}

const headQuery = (db: Reader, workspaceId: string, which: SQL | undefined) =>
  db
    .select(columns)
    .from(entity)
    .innerJoin(
      entityVersion,
      and(eq(entityVersion.workspaceId, entity.workspaceId), eq(entityVersion.id, entity.headVersionId)),
    )
    .where(and(eq(entity.workspaceId, workspaceId), which))

type Row = Awaited<ReturnType<typeof headQuery>>[number]

const toHead = (row: Row): EntityHead => ({ ...row, document: entityDocument.parse(row.document) })

/** The same without documents: for many items at once. */
export function headStates(
  engine: Engine,
  workspaceId: string,
  which: SQL | undefined,
): Promise<HeadState[]> {
  return reader(engine, workspaceId)
    .select(light)
    .from(entity)
    .where(and(eq(entity.workspaceId, workspaceId), which))
}

/** A list of ids as one parameter, however many there are. */
export const oneOfIds = (column: AnyColumn, ids: readonly string[]): SQL =>
  sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`
