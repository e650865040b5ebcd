import { and, eq, type SQL } from 'drizzle-orm'
import { entityDocument } from '../../contract/template'
import { perReader, placeholder, type Reader, reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityVersion } from '../schema'
import type { EntityHead } from '../write/command'

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

const columns = {
  id: entity.id,
  type: entity.type,
  libraryKind: entity.libraryKind,
  state,
  document: entity.doc,
  contentHash: entityVersion.contentHash,
  number: entity.number,
  semver: entity.semver,
  headVersionId: entity.headVersionId,
  publishedVersionId: entity.publishedVersionId,
  rowVersion: entity.rowVersion,
  deletedAt: entity.deletedAt,
}

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
