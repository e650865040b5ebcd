import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import type { Variable } from '../../contract/template'
import type { VariableRow } from '../../contract/variable'
import { canonicalJson, storable, storableObject, storableText } from '../../core/document/canonical'
import { bump } from '../../core/document/semver'
import { builder, raw, statement } from '../drizzle'
import type { Engine, Statement } from '../engine'
import { oneOfIds } from '../queries/head'
import { rowPlaces } from '../queries/variable-set'
import { variableRow } from '../schema'
import type { Who } from './command'
import { sha256 } from './content'
import { changeOf, type Edit, edit } from './edit'
import { RefusedError } from './errors'
import { commandInstant as now } from './functions'
import { keysBetween } from './sort-key'

/** Characters of JSON that the values of one row may take. */
const longestRow = 1_000_000
/** What a set's document takes. */
const mostColumns = 500
/** Rows of one statement. */
const atOnce = 200

/**
 * Puts and removes rows of a variable set as one version of it. Nothing is updated: a row is closed and stands anew
 * under the same key, so any past instant can be read.
 * @throws StaleError, RefusedError where the item is no variable set or a row is too long
 */
export function changeRows(
  engine: Engine,
  who: Who,
  input: Edit & {
    readonly put: readonly VariableRow[]
    readonly remove: readonly string[]
    /** Added where the set has no column of this name. */
    readonly columns?: readonly Variable[] | undefined
    /** What the columns are from now on, in their order. */
    readonly allColumns?: readonly Variable[] | undefined
    readonly message?: string | null | undefined
  },
): Promise<Changed> {
  return edit(engine, who, input, async (head) => {
    const { document } = head
    if (document.kind !== 'variable_set') throw new RefusedError('Only a variable set has rows.')
    const put = [...new Map(input.put.map((row) => [row.key, row])).values()]
    const keys = [...new Set([...put.map((row) => row.key), ...input.remove])]
    const { sortKeys, last, total } = await rowPlaces(engine, who.workspaceId, head.id, keys)
    const added = put.filter((row) => !sortKeys.has(row.key))
    const addedKeys = keysBetween(last, null, added.length)
    const places = new Map([
      ...sortKeys,
      ...added.map((row, index) => [row.key, addedKeys[index] ?? ''] as const),
    ])
    const rows = put.map((row) => newRow(who, head.id, row, places.get(row.key) ?? ''))
    const putKeys = new Set(put.map((row) => row.key))
    const removed = [...new Set(input.remove)].filter((key) => sortKeys.has(key) && !putKeys.has(key))
    const digest = sha256(canonicalJson(storable({ was: document.digest, put, remove: removed })))
    const known = new Set(document.columns.map(({ name }) => name))
    const columns = [
      ...(input.allColumns ?? [
        ...document.columns,
        ...(input.columns ?? []).filter(({ name }) => !known.has(name)),
      ]),
    ]
    const twice = columns.find(({ name }, index) => columns.findIndex((each) => each.name === name) !== index)
    if (twice) throw new RefusedError(`The column "${twice.name}" is there twice. Rename one of them.`)
    if (columns.length > mostColumns) {
      throw new RefusedError(
        `A variable set has at most ${mostColumns} columns. Begin another one for these values.`,
      )
    }
    return {
      action: 'variable_set.rows',
      changes: [
        changeOf(head, uuidv7(), 'content', {
          document: { ...document, columns, rows: total + added.length - removed.length, digest },
          semver: bump(head.semver, 'minor'),
          message: input.message ?? null,
        }),
      ],
      also: [...close(who, head.id, keys), ...insertRows(rows)],
    }
  })
}

/** The statements that give a new set its rows. */
export function firstRows(who: Who, setId: string, rows: readonly Omit<VariableRow, 'key'>[]): Statement[] {
  const keys = keysBetween(null, null, rows.length)
  return insertRows(
    rows.map((row, index) => newRow(who, setId, { ...row, key: uuidv7() }, keys[index] ?? '')),
  )
}

function newRow({ workspaceId, accountId }: Who, setId: string, row: VariableRow, sortKey: string) {
  const values = storableObject(row.values)
  if (canonicalJson(values).length > longestRow) {
    throw new RefusedError(
      'The values of one row are longer than 1 MB. Keep long texts in a context instead.',
    )
  }
  return {
    workspaceId,
    id: uuidv7(),
    key: row.key,
    setId,
    sortKey,
    values,
    split: row.split === null ? null : storableText(row.split),
    tags: row.tags.map(storableText),
    createdBy: accountId,
    validFrom: now,
  }
}

function insertRows(rows: readonly ReturnType<typeof newRow>[]): Statement[] {
  const parts = Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, part) =>
    rows.slice(part * atOnce, (part + 1) * atOnce),
  )
  return parts.map((part) => statement(builder.insert(variableRow).values(part)))
}

function close({ workspaceId }: Who, setId: string, keys: readonly string[]): Statement[] {
  if (keys.length === 0) return []
  const mine = and(
    eq(variableRow.workspaceId, workspaceId),
    eq(variableRow.setId, setId),
    oneOfIds(variableRow.key, keys),
    isNull(variableRow.validTo),
  )
  return [statement(builder.update(variableRow).set({ validTo: now }).where(mine))]
}

/**
 * The statements that bring back the rows that a set had in a version: those that stand as they stood then stay, the
 * others are closed, and what is missing then stands anew under its old key.
 */
export function rowsOfVersion(
  { workspaceId, accountId }: Who,
  { id, versionId }: { readonly id: string; readonly versionId: string },
): Statement[] {
  const [workspace, set] = [sql`${workspaceId}::uuid`, sql`${id}::uuid`]
  const stoodThen = sql`o.workspace_id = ${workspace} and o.set_id = ${set}
    and o.valid_from <= v.valid_from and (o.valid_to is null or o.valid_to > v.valid_from)`
  const version = sql`entity_version v where v.workspace_id = ${workspace} and v.id = ${versionId}::uuid`
  return [
    raw(sql`update variable_row c set valid_to = ${now}
      where c.workspace_id = ${workspace} and c.set_id = ${set} and c.valid_to is null
        and not exists (select 1 from variable_row o, ${version} and ${stoodThen}
          and o.key = c.key and o.sort_key = c.sort_key and o.values = c.values and o.tags = c.tags
          and o.split is not distinct from c.split)`),
    raw(sql`insert into variable_row
        (workspace_id, id, key, set_id, sort_key, values, split, tags, created_by, valid_from)
      select o.workspace_id, gen_random_uuid(), o.key, o.set_id, o.sort_key, o.values, o.split, o.tags,
          ${accountId}::uuid, ${now}
        from variable_row o, ${version} and ${stoodThen}
         and not exists (select 1 from variable_row c where c.workspace_id = ${workspace} and c.set_id = ${set}
           and c.key = o.key and c.valid_to is null)`),
  ]
}
