import { and, asc, desc, eq, lt, or, type SQL } from 'drizzle-orm'
import type { VersionSummary } from '../../contract/entity'
import { type EntityDocument, entityDocument } from '../../contract/template'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { account, branch, content, entity, entityVersion } from '../schema'
import { decodeBody } from '../write/content'
import { oneOfIds } from './head'
import { type Page, pageOf, readCursor } from './page'

const summary = {
  id: entityVersion.id,
  entityId: entityVersion.entityId,
  number: entityVersion.number,
  semver: entityVersion.semver,
  kind: entityVersion.kind,
  title: entityVersion.title,
  status: entityVersion.status,
  message: entityVersion.message,
  parents: entityVersion.parents,
  branch: branch.name,
  author: account.name,
  authoredAt: entityVersion.authoredAt,
  contentHash: entityVersion.contentHash,
  state: entityVersion.state,
  branchId: entityVersion.branchId,
  headNumber: entity.number,
}

const ofEntity = and(eq(entity.workspaceId, entityVersion.workspaceId), eq(entity.id, entityVersion.entityId))

const onBranch = and(eq(branch.workspaceId, entityVersion.workspaceId), eq(branch.id, entityVersion.branchId))

interface HistoryQuery {
  readonly id: string
  /** Renames, moves and tags too. */
  readonly places: boolean
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** One page of an item's versions, newest first. */
export async function listVersions(
  engine: Engine,
  workspaceId: string,
  { id, places, cursor, limit }: HistoryQuery,
): Promise<Page<VersionSummary>> {
  const from = readCursor(cursor, 2)
  const rows = await reader(engine, workspaceId)
    .select(summary)
    .from(entityVersion)
    .innerJoin(entity, ofEntity)
    .innerJoin(branch, onBranch)
    .leftJoin(account, eq(account.id, entityVersion.authorId))
    .where(
      and(
        eq(entityVersion.workspaceId, workspaceId),
        eq(entityVersion.entityId, id),
        places ? undefined : eq(entityVersion.kind, 'content'),
        from && older(Number(from[0]), from[1] ?? ''),
      ),
    )
    .orderBy(desc(entityVersion.number), desc(entityVersion.id))
    .limit(limit + 1)
  return pageOf(rows.map(toSummary), limit, (item) => [String(item.number), item.id])
}

const older = (number: number, id: string): SQL | undefined =>
  or(lt(entityVersion.number, number), and(eq(entityVersion.number, number), lt(entityVersion.id, id)))

/** One version with its document; null where the item has no such version here. */
export async function getVersion(
  engine: Engine,
  workspaceId: string,
  { id, versionId }: { readonly id: string; readonly versionId: string },
): Promise<(VersionSummary & { readonly document: EntityDocument }) | null> {
  const [row] = await withDocuments(
    engine,
    workspaceId,
    and(eq(entityVersion.id, versionId), eq(entityVersion.entityId, id)),
  )
  return row ? toDocumented(row) : null
}

/** The older versions of items with their documents, oldest first; renames and moves are none. */
export async function pastVersions(engine: Engine, workspaceId: string, ids: readonly string[]) {
  const rows = await withDocuments(
    engine,
    workspaceId,
    and(
      oneOfIds(entityVersion.entityId, ids),
      eq(entityVersion.kind, 'content'),
      lt(entityVersion.number, entity.number),
    ),
  ).orderBy(asc(entityVersion.entityId), asc(entityVersion.number), asc(entityVersion.id))
  return rows.map(toDocumented)
}

const withDocuments = (engine: Engine, workspaceId: string, which: SQL | undefined) =>
  reader(engine, workspaceId)
    .select({
      ...summary,
      content: { hash: content.hash, body: content.body, encoding: content.encoding, size: content.size },
    })
    .from(entityVersion)
    .innerJoin(entity, ofEntity)
    .innerJoin(branch, onBranch)
    .innerJoin(
      content,
      and(eq(content.workspaceId, entityVersion.workspaceId), eq(content.hash, entityVersion.contentHash)),
    )
    .leftJoin(account, eq(account.id, entityVersion.authorId))
    .where(and(eq(entityVersion.workspaceId, workspaceId), which))

const toDocumented = ({ content: body, ...row }: Awaited<ReturnType<typeof withDocuments>>[number]) => ({
  ...toSummary(row),
  document: entityDocument.parse(JSON.parse(decodeBody(body))),
})

type Row = Omit<VersionSummary, 'author' | 'isHead'> & {
  readonly author: string | null
  readonly state: string
  readonly branchId: string
  readonly headNumber: number
}

/** A rename or a move makes a head of its own; the content that it repeats is still what stands there. */
function toSummary({ state, branchId, headNumber, author, ...row }: Row): VersionSummary {
  const stands = state === 'head' || (row.kind === 'content' && row.number === headNumber)
  return { ...row, author: author ?? '', isHead: stands && branchId === row.entityId }
}
