import { type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { storable } from '../../core/document/canonical'
import { changedFields } from '../../core/document/changes'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { JsonObject } from '../schema/columns'
import type { Command, EntityState, Revision, Who } from './command'
import { stateFields } from './event-fields'
import { appendEvents, commandInstant as now, planAnew } from './functions'
import { searchHead } from './search-row'

/** Whether it changes anything: one that does not makes no version. */
export const revises = (revision: Revision): boolean => fieldsOf(revision).length > 0

export const revised = ({ before, versionId }: Revision): Changed => ({
  id: before.id,
  versionId,
  versionNumber: before.number,
  rowVersion: before.rowVersion + 1,
})

/**
 * The statements of any number of revisions, as many as for one: each entity gets its version, status and event, its
 * link to the place and its line in the search.
 */
export function revisionRows(who: Who, command: Command, revisions: readonly Revision[]): Statement[] {
  if (revisions.length === 0) return []
  const workspace = sql`${who.workspaceId}::uuid`
  const account = sql`${who.accountId}::uuid`
  const device = sql`${who.deviceId}::uuid`
  const heads = sql`join entity e on e.workspace_id = ${workspace} and e.id = r.id`
  const next = sql`cross join lateral jsonb_populate_record(e, r.patch) n`
  const versions = rows(revisions, 'id uuid, version_id uuid, patch jsonb, deleted boolean', (revision) => ({
    patch: columnsOf(revision.patch),
    deleted: revision.deleted,
  }))
  const ids = idsOf(revisions)
  return [
    raw(
      sql`select expect_head(${workspace}, r.id, r.row_version) from ${rows(
        revisions,
        'id uuid, row_version bigint',
        ({ before }) => ({ row_version: before.rowVersion }),
      )}`,
    ),
    raw(sql`update entity_version v set valid_to = ${now}, state = 'past' from entity e
      where e.workspace_id = ${workspace} and e.id = any(${ids})
        and v.workspace_id = ${workspace} and v.id = e.head_version_id`),
    raw(sql`insert into entity_version (workspace_id, id, entity_id, branch_id, number, semver, kind, ${names('')},
        deleted, content_hash, parents, author_id, device_id, authored_at, valid_from)
      select e.workspace_id, r.version_id, e.id, e.id, e.number, e.semver, 'place', ${names('n.')}, r.deleted,
        v.content_hash, array[v.id], ${account}, ${device}, ${now}, ${now}
        from ${versions} ${heads} ${next}
        join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id`),
    ...planAnew(revisions.length),
    // The status comes along, not by a join: before statistics are gathered the planner would compare each with each.
    raw(sql`insert into version_status (workspace_id, id, version_id, status, account_id, valid_from)
      select ${workspace}, r.status_id, r.version_id, r.status, ${account}, ${now} from ${rows(
        revisions,
        'version_id uuid, status_id uuid, status text',
        ({ before, patch }) => ({ status_id: uuidv7(), status: patch.status ?? before.state.status }),
      )}`),
    raw(sql`update branch b set head_version_id = r.version_id from ${rows(revisions, 'id uuid, version_id uuid')}
      where b.workspace_id = ${workspace} and b.id = r.id`),
    ...searchReads(workspace, revisions),
    raw(sql`update entity e set (${names('')}) = (select ${names('n.')} from jsonb_populate_record(e, r.patch) n),
        head_version_id = r.version_id, row_version = e.row_version + 1, updated_at = ${now}, updated_by = ${account},
        deleted_at = case when not r.deleted then null else coalesce(e.deleted_at, ${now}) end,
        deleted_by = case when not r.deleted then null else coalesce(e.deleted_by, ${account}) end
        from ${versions} where e.workspace_id = ${workspace} and e.id = r.id`),
    ...placeLinks(workspace, account, revisions),
    ...searchLines(workspace, revisions.length > fewLines ? [] : revisions.filter(isSearched)),
    appendEvents(
      who,
      command,
      revisions.map((revision) => ({
        id: uuidv7(),
        entity_id: revision.before.id,
        version_id: revision.versionId,
        fields: stateFields(fieldsOf(revision)),
      })),
    ),
  ]
}

/** The link to the place follows where that changed. */
function placeLinks(workspace: SQL, account: SQL, revisions: readonly Revision[]): Statement[] {
  const moved = revisions.filter(({ patch, before }) => (patch.parentId ?? null) !== before.state.parentId)
  const changed = moved.filter(({ patch }) => 'parentId' in patch)
  if (changed.length === 0) return []
  const places = rows(changed, 'id uuid, parent_id uuid', ({ patch }) => ({
    parent_id: patch.parentId ?? null,
  }))
  return [
    raw(sql`update relationship l set valid_to = ${now} from ${places}
      where l.workspace_id = ${workspace} and l.source_id = r.id and l.type = 'part_of' and l.valid_to is null`),
    raw(sql`insert into relationship (workspace_id, id, source_id, target_id, type, created_by, valid_from)
      select ${workspace}, gen_random_uuid(), r.id, r.parent_id, 'part_of', ${account}, ${now}
        from ${places} where r.parent_id is not null`),
  ]
}

/** Up to so many changed names and tags are found at once; more are read by search in the background. */
const fewLines = 200

const isSearched = ({ patch }: Revision): boolean =>
  'title' in patch || 'description' in patch || 'tags' in patch

/**
 * What search had read before goes on being read: otherwise it would read every text that was moved once more. What
 * it had not read yet stays behind, as do many new names and tags. To be asked before the heads get their new instant.
 */
function searchReads(workspace: SQL, revisions: readonly Revision[]): Statement[] {
  const read = revisions.length > fewLines ? revisions.filter((each) => !isSearched(each)) : revisions
  if (read.length === 0) return []
  return [
    // Asked for one by one, for the same reason as above.
    raw(sql`update search_document s set updated_at = ${now}
      where s.workspace_id = ${workspace} and s.source = 'entity' and s.source_id = any(${idsOf(read)})
        and s.updated_at >= (select e.updated_at from entity e
              where e.workspace_id = ${workspace} and e.id = s.source_id)`),
  ]
}

/** Name, description and tags stand before the text of the document, which stays as it is. */
function searchLines(workspace: SQL, read: readonly Revision[]): Statement[] {
  if (read.length === 0) return []
  const lines = rows(read, 'id uuid, title text, was text, head text', ({ before, patch }) => ({
    title: patch.title ?? before.state.title,
    was: searchHead(before.state),
    head: searchHead({ ...before.state, ...patch }),
  }))
  return [
    raw(sql`update search_document s set title = r.title, body = b.body,
        tsv = studio_tsv(r.title, b.body)
        from ${lines} cross join lateral (
          select o.body, case when r.was = '' then o.body else substr(o.body, length(r.was) + 2) end as rest
            from search_document o
           where o.workspace_id = ${workspace} and o.source = 'entity' and o.source_id = r.id) o
        cross join lateral (
          select concat_ws(E'\\n', nullif(r.head, ''), nullif(o.rest, '')) as body) b
       where s.workspace_id = ${workspace} and s.source = 'entity' and s.source_id = r.id`),
  ]
}

const idsOf = (revisions: readonly Revision[]): SQL =>
  sql`${`{${revisions.map((revision) => revision.before.id).join(',')}}`}::uuid[]`

const fieldsOf = ({ before, patch, deleted }: Revision) =>
  changedFields(
    { ...before.state, deleted: before.deletedAt !== null },
    { ...before.state, ...patch, deleted },
  )

/** Rows for a statement, as one parameter: id, version id and what `more` adds. */
function rows(
  revisions: readonly Revision[],
  columns: string,
  more: (revision: Revision) => JsonObject = () => ({}),
): SQL {
  const list = revisions.map((revision) => ({
    id: revision.before.id,
    version_id: revision.versionId,
    ...more(revision),
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r (${sql.raw(columns)})`
}

const columnNames: Readonly<Record<keyof EntityState, string>> = {
  parentId: 'parent_id',
  title: 'title',
  description: 'description',
  slug: 'slug',
  status: 'status',
  visibility: 'visibility',
  classification: 'classification',
  requiresApproval: 'requires_approval',
  tags: 'tags',
  category: 'category',
  sortKey: 'sort_key',
  pinned: 'pinned',
  colour: 'colour',
  icon: 'icon',
  ownerId: 'owner_id',
  replacedBy: 'replaced_by',
}

const names = (prefix: string): SQL =>
  sql.raw(
    Object.values(columnNames)
      .map((name) => `${prefix}${name}`)
      .join(', '),
  )

function columnsOf(patch: Partial<EntityState>): JsonObject {
  const named: Record<string, string> = columnNames
  return Object.fromEntries(
    Object.entries(patch).flatMap(([key, value]) => {
      const column = named[key]
      return column === undefined || value === undefined ? [] : [[column, storable(value)]]
    }),
  )
}
