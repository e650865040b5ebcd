import { type SQL, sql } from 'drizzle-orm'
import { storable } from '../../core/document/canonical'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { JsonObject } from '../schema/columns'
import type { Command, EntityState, Who } from './command'
import { shownForm } from './entity-rows'
import { eventFields } from './event-fields'
import { firstFlows } from './flow-rows'
import { appendEvents, commandInstant as now, planAnew } from './functions'
import { isId, renderingOf } from './links'
import type { Prepared } from './prepared'
import { bases, dependencies, refuseOwnBase, usedBy, variableValues } from './projections'
import { searchedText } from './search-row'

/** New items of one round of statements: their rows travel as one parameter each. */
const atOnce = 500

/**
 * The rows of any number of new items, in as many statements as for a few: entities, first versions, statuses,
 * variables, links, lines in the search, events.
 * @param made what others lie in or are built on comes first
 */
export function creationRows(who: Who, command: Command, made: readonly Prepared[]): Statement[] {
  if (made.length === 0) return []
  const rounds = Array.from({ length: Math.ceil(made.length / atOnce) }, (_, round) =>
    made.slice(round * atOnce, (round + 1) * atOnce),
  )
  return [
    ...rounds.flatMap((some) => [
      ...entities(who, some),
      ...variables(who, some),
      ...searchLines(who, some),
      ...places(who, some),
    ]),
    // What a text or a node names may stand in a later round.
    ...rounds.flatMap((some) => firstFlows(who, some)),
    ...rounds.flatMap((some) => links(who, some)),
    ...adoptions(who, made),
    ...rounds.map((some) => events(who, command, some)),
  ]
}

const stateColumns = `parent_id, title, description, slug, status, visibility, classification, requires_approval, tags,
  category, sort_key, pinned, colour, icon, owner_id, replaced_by`

function stateRow(state: EntityState): JsonObject {
  return {
    parent_id: state.parentId,
    title: state.title,
    description: state.description,
    slug: state.slug,
    status: state.status,
    visibility: state.visibility,
    classification: state.classification,
    requires_approval: state.requiresApproval,
    tags: state.tags,
    category: state.category,
    sort_key: state.sortKey,
    pinned: state.pinned,
    colour: state.colour,
    icon: state.icon,
    owner_id: state.ownerId,
    replaced_by: state.replacedBy,
  }
}

function entities({ workspaceId, accountId, deviceId }: Who, made: readonly Prepared[]): Statement[] {
  const workspace = sql`${workspaceId}::uuid`
  const account = sql`${accountId}::uuid`
  const columns = sql.raw(stateColumns)
  const heads = rowsOf(
    'entity',
    made.map(({ change, body, number }) => ({
      ...stateRow(change.state),
      id: change.id,
      type: change.type,
      library_kind: change.libraryKind,
      doc: storable(JSON.parse(body.text)),
      metadata: { ...change.metadata, ...shownForm(change) },
      number,
      semver: change.semver,
      head_version_id: change.versionId,
    })),
  )
  const versions = rowsOf(
    'entity_version',
    made.map(({ change, body, number }) => ({
      ...stateRow(change.state),
      id: change.versionId,
      entity_id: change.id,
      number,
      semver: change.semver,
      kind: change.kind,
      deleted: change.deleted,
      content_hash: body.hash,
      message: change.message,
      parents: change.parents,
    })),
  )
  const statuses = rowsOf(
    'version_status',
    made.map(({ change, ids }) => ({
      id: ids.status,
      version_id: change.versionId,
      status: change.state.status,
    })),
  )
  const bodies = rowsOf(
    'content',
    made.map(({ body }) => ({
      hash: body.hash,
      body: `\\x${Buffer.from(body.body).toString('hex')}`,
      encoding: body.encoding,
      size: body.size,
    })),
  )
  return [
    raw(sql`insert into content (workspace_id, hash, body, encoding, size, created_at)
      select ${workspace}, r.hash, r.body, r.encoding, r.size, ${now} from ${bodies} on conflict do nothing`),
    raw(sql`insert into entity (workspace_id, id, type, library_kind, ${columns}, doc, metadata, number, semver,
        head_version_id, created_at, created_by, updated_at, updated_by)
      select ${workspace}, id, type, library_kind, ${columns}, doc, metadata, number, semver, head_version_id,
        ${now}, ${account}, ${now}, ${account} from ${heads}`),
    // Main's id is its entity's, so that an as-of read needs no look-up.
    raw(sql`insert into branch (workspace_id, id, entity_id, name, head_version_id, created_at, created_by)
      select ${workspace}, r.entity_id, r.entity_id, 'main', r.id, ${now}, ${account} from ${versions}`),
    raw(sql`insert into entity_version (workspace_id, id, entity_id, branch_id, number, semver, kind, ${columns}, deleted,
        content_hash, message, parents, author_id, device_id, authored_at, valid_from)
      select ${workspace}, id, entity_id, entity_id, number, semver, kind, ${columns}, deleted, content_hash, message,
        parents, ${account}, ${deviceId}::uuid, ${now}, ${now} from ${versions}`),
    ...planAnew(made.length),
    raw(sql`insert into version_status (workspace_id, id, version_id, status, account_id, valid_from)
      select ${workspace}, r.id, r.version_id, r.status, ${account}, ${now} from ${statuses}`),
  ]
}

function variables({ workspaceId }: Who, made: readonly Prepared[]): Statement[] {
  const list = made.flatMap(({ change }) =>
    variableValues(change).map(({ entityId, definitionId, ...row }) => ({
      ...row,
      entity_id: entityId,
      definition_id: definitionId,
    })),
  )
  if (list.length === 0) return []
  const names = sql.raw(
    'entity_id, name, position, type, required, "default", description, rules, definition_id',
  )
  return [
    raw(sql`insert into variable (workspace_id, ${names})
      select ${workspaceId}::uuid, ${names} from ${rowsOf('variable', list)}`),
  ]
}

function searchLines({ workspaceId }: Who, made: readonly Prepared[]): Statement[] {
  const list = made.map(({ change: { id, document, state } }) => searchedText({ id, document, ...state }))
  return [
    raw(sql`insert into search_document (workspace_id, source, source_id, entity_id, title, body, tsv, state, updated_at)
      select ${workspaceId}::uuid, 'entity', r.id, r.id, r.title, r.body, studio_tsv(r.title, r.body), 'indexed', ${now}
        from ${listOf(list, 'id uuid, title text, body text')}`),
  ]
}

const pairs = 'source_id uuid, target_id uuid'

const places = (who: Who, made: readonly Prepared[]): Statement[] =>
  linkTo(
    who,
    'part_of',
    made.flatMap(({ change }) =>
      change.state.parentId ? [{ source_id: change.id, target_id: change.state.parentId }] : [],
    ),
  )

/** Base, origin and contexts. Contexts are named by slug; a name that nothing answers to makes no link. */
function links(who: Who, made: readonly Prepared[]): Statement[] {
  const extended = made.flatMap(({ change }) => {
    const named = bases(change.document)
    refuseOwnBase(change.id, named)
    return named.map((target) => ({ source_id: change.id, target_id: target }))
  })
  const derived = made.flatMap(({ change }) =>
    change.derivedFrom ? [{ source_id: change.id, target_id: change.derivedFrom }] : [],
  )
  const rendered = made.flatMap(({ change }) =>
    dependencies(change.document).map((name) => ({
      source_id: change.id,
      name,
      id: isId(name) ? name : null,
    })),
  )
  const used = made.flatMap(({ change }) =>
    usedBy(change.document)
      .filter((id) => id !== change.id)
      .map((target) => ({ source_id: change.id, target_id: target })),
  )
  const workspace = sql`${who.workspaceId}::uuid`
  return [
    ...linkTo(who, 'extends', extended),
    ...linkTo(who, 'uses', used),
    ...(extended.length === 0
      ? []
      : [raw(sql`select expect_no_circle(${workspace}, r.source_id) from ${listOf(extended, pairs)}`)]),
    ...linkTo(who, 'derived_from', derived),
    ...(rendered.length === 0
      ? []
      : [
          raw(sql`insert into relationship (workspace_id, id, source_id, target_id, type, created_by, valid_from)
            with named as (select * from ${listOf(rendered, 'source_id uuid, name text, id uuid')})
            select ${workspace}, gen_random_uuid(), f.source_id, f.id, 'depends_on', ${who.accountId}::uuid, ${now}
              from (select n.source_id, e.id from named n
                      join entity e on e.workspace_id = ${workspace} and e.type = 'context' and e.slug = n.name
                       and e.deleted_at is null
                    union
                    select n.source_id, e.id from named n
                      join entity e on e.workspace_id = ${workspace} and e.id = n.id) f
             where f.id <> f.source_id`),
        ]),
  ]
}

/** Only what is there: a document may name what was deleted for good. */
function linkTo(
  who: Who,
  type: 'part_of' | 'extends' | 'uses' | 'derived_from',
  list: readonly JsonObject[],
): Statement[] {
  if (list.length === 0) return []
  const workspace = sql`${who.workspaceId}::uuid`
  return [
    raw(sql`insert into relationship (workspace_id, id, source_id, target_id, type, created_by, valid_from)
      select ${workspace}, gen_random_uuid(), r.source_id, e.id, ${type}::text, ${who.accountId}::uuid, ${now}
        from ${listOf(list, pairs)} join entity e on e.workspace_id = ${workspace} and e.id = r.target_id`),
  ]
}

/** Links new contexts to what rendered their slugs before they were there; the new items are linked already. */
function adoptions({ workspaceId, accountId }: Who, made: readonly Prepared[]): Statement[] {
  const list = made.flatMap(({ change: { id, type, state } }) =>
    type === 'context' && state.slug ? [{ id, pattern: renderingOf(state.slug) }] : [],
  )
  if (list.length === 0) return []
  const own = `{${made.map(({ change }) => change.id).join(',')}}`
  return [
    raw(sql`insert into relationship (workspace_id, id, source_id, target_id, type, created_by, valid_from)
      select e.workspace_id, gen_random_uuid(), e.id, r.id, 'depends_on', ${accountId}::uuid, ${now}
        from entity e join ${listOf(list, 'id uuid, pattern text')} on e.doc::text ~ r.pattern
       where e.workspace_id = ${workspaceId}::uuid and e.type in ('template', 'context', 'workflow')
         and e.id <> all(${own}::uuid[])`),
  ]
}

function events(who: Who, command: Command, made: readonly Prepared[]): Statement {
  const list = made.map((prepared) => ({
    id: prepared.ids.event,
    entity_id: prepared.change.id,
    version_id: prepared.change.versionId,
    fields: eventFields(prepared),
  }))
  return appendEvents(who, command, list)
}

/** Rows in the types of a table, as one parameter; columns that are not named are null. */
const rowsOf = (table: string, list: readonly JsonObject[]): SQL =>
  sql`jsonb_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(list)}::jsonb) as r`

/** The same in types of their own. */
const listOf = (list: readonly JsonObject[], columns: string): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r (${sql.raw(columns)})`
