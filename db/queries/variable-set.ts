import { and, asc, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { variableDefinitionDocument } from '../../contract/template'
import type { VariableDefinition, VariableRow } from '../../contract/variable'
import type { KnownDefinition } from '../../contract/writing'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityVersion, variable, variableRow } from '../schema'
import { oneOfIds } from './head'
import { type Page, pageOf, readCursor } from './page'

const columns = {
  key: variableRow.key,
  values: variableRow.values,
  split: variableRow.split,
  tags: variableRow.tags,
  sortKey: variableRow.sortKey,
  id: variableRow.id,
}

const current = (workspaceId: string, setId: string) =>
  and(eq(variableRow.workspaceId, workspaceId), eq(variableRow.setId, setId), isNull(variableRow.validTo))

/** The rows that stood when a version began to stand; none where there is no such version. */
function inVersion(workspaceId: string, setId: string, versionId: string) {
  const began = sql`(select ${entityVersion.validFrom} from ${entityVersion}
    where ${entityVersion.workspaceId} = ${workspaceId} and ${entityVersion.id} = ${versionId}
      and ${entityVersion.entityId} = ${setId})`
  return and(
    eq(variableRow.workspaceId, workspaceId),
    eq(variableRow.setId, setId),
    sql`${variableRow.validFrom} <= ${began}`,
    sql`(${variableRow.validTo} is null or ${variableRow.validTo} > ${began})`,
  )
}

interface RowsQuery {
  readonly id: string
  /** Without it: as they stand now. */
  readonly versionId?: string | undefined
  readonly cursor?: string | null | undefined
  readonly limit: number
}

/** One page of the rows of a variable set, in their order. */
export async function listVariableRows(
  engine: Engine,
  workspaceId: string,
  { id, versionId, cursor, limit }: RowsQuery,
): Promise<Page<VariableRow> & { readonly total: number }> {
  const db = reader(engine, workspaceId)
  const which = versionId ? inVersion(workspaceId, id, versionId) : current(workspaceId, id)
  const from = readCursor(cursor, 3)
  const [rows, total] = await Promise.all([
    db
      .select(columns)
      .from(variableRow)
      .where(
        and(which, from && sql`(${variableRow.sortKey}, ${variableRow.id}) > (${from[0]}, ${from[1]}::uuid)`),
      )
      .orderBy(asc(variableRow.sortKey), asc(variableRow.id))
      .limit(limit + 1),
    from ? Number(from[2]) : countRows(engine, workspaceId, which),
  ])
  const page = pageOf(rows, limit, (last) => [last.sortKey, last.id, String(total)])
  const items = page.items.map(({ key, values, split, tags }) => ({
    key,
    values: { ...values },
    split,
    tags,
  }))
  return { items, next: page.next, total }
}

/** One row of a set as it stands now, by its place from 1; null where it has no such row. */
export async function getVariableRow(
  engine: Engine,
  workspaceId: string,
  setId: string,
  place: number,
): Promise<{ readonly key: string; readonly values: Readonly<Record<string, unknown>> } | null> {
  const [row] = await reader(engine, workspaceId)
    .select({ key: variableRow.key, values: variableRow.values })
    .from(variableRow)
    .where(current(workspaceId, setId))
    .orderBy(asc(variableRow.sortKey), asc(variableRow.id))
    .offset(place - 1)
    .limit(1)
  return row ?? null
}

async function countRows(engine: Engine, workspaceId: string, which: SQL | undefined): Promise<number> {
  const [row] = await reader(engine, workspaceId).select({ n: count() }).from(variableRow).where(which)
  return row?.n ?? 0
}

/** How many rows a set had in a version. */
export const countRowsOfVersion = (
  engine: Engine,
  workspaceId: string,
  { id, versionId }: { readonly id: string; readonly versionId: string },
): Promise<number> => countRows(engine, workspaceId, inVersion(workspaceId, id, versionId))

/** Where the rows of these keys stand, and how many rows there are in all; `last` is the end of the set. */
export async function rowPlaces(
  engine: Engine,
  workspaceId: string,
  setId: string,
  keys: readonly string[],
): Promise<{
  readonly sortKeys: ReadonlyMap<string, string>
  readonly last: string | null
  readonly total: number
}> {
  const db = reader(engine, workspaceId)
  const mine = current(workspaceId, setId)
  const [found, [last], total] = await Promise.all([
    keys.length === 0
      ? []
      : db
          .select({ key: variableRow.key, sortKey: variableRow.sortKey })
          .from(variableRow)
          .where(and(mine, oneOfIds(variableRow.key, keys))),
    db
      .select({ sortKey: variableRow.sortKey })
      .from(variableRow)
      .where(mine)
      .orderBy(desc(variableRow.sortKey))
      .limit(1),
    countRows(engine, workspaceId, mine),
  ])
  return { sortKeys: new Map(found.map((row) => [row.key, row.sortKey])), last: last?.sortKey ?? null, total }
}

/** Shared definitions outside the trash by their ids; those that are gone are left out. */
export async function definitionsById(
  engine: Engine,
  workspaceId: string,
  ids: readonly string[],
): Promise<KnownDefinition[]> {
  if (ids.length === 0) return []
  const rows = await reader(engine, workspaceId)
    .select({ id: entity.id, title: entity.title, document: entity.doc })
    .from(entity)
    .where(and(isDefinition(workspaceId), oneOfIds(entity.id, ids)))
  return rows.map(({ document, ...row }) => ({ ...row, variable: variableOf(document) }))
}

const isDefinition = (workspaceId: string) =>
  and(eq(entity.workspaceId, workspaceId), eq(entity.type, 'variable_definition'), isNull(entity.deletedAt))

const variableOf = (document: unknown) => variableDefinitionDocument.parse(document).variable

/** Shared definitions outside the trash, by name, each with the number of items that follow it. */
export async function listDefinitions(engine: Engine, workspaceId: string): Promise<VariableDefinition[]> {
  const db = reader(engine, workspaceId)
  const users = sql<number>`(select count(distinct ${variable.entityId}) from ${variable}
    where ${variable.workspaceId} = ${entity.workspaceId} and ${variable.definitionId} = ${entity.id})::int`
  const rows = await db
    .select({
      id: entity.id,
      title: entity.title,
      rowVersion: entity.rowVersion,
      document: entity.doc,
      users,
    })
    .from(entity)
    .where(isDefinition(workspaceId))
    .orderBy(asc(entity.title), asc(entity.id))
  return rows.map(({ document, ...row }) => ({ ...row, variable: variableOf(document) }))
}

/** The templates and contexts outside the trash that follow a definition, and how each calls it. */
export async function listDefinitionUsers(engine: Engine, workspaceId: string, id: string) {
  const rows = await reader(engine, workspaceId)
    .select({ id: entity.id, title: entity.title, type: entity.type, name: variable.name })
    .from(variable)
    .innerJoin(entity, and(eq(entity.workspaceId, variable.workspaceId), eq(entity.id, variable.entityId)))
    .where(
      and(eq(variable.workspaceId, workspaceId), eq(variable.definitionId, id), isNull(entity.deletedAt)),
    )
    .orderBy(asc(entity.title), asc(entity.id))
  return rows.flatMap((row) =>
    row.type === 'template' || row.type === 'context' ? [{ ...row, type: row.type }] : [],
  )
}
