import { and, eq, inArray, isNull, ne, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { RelationshipType } from '../../contract/vocabulary'
import { builder, raw, statement } from '../drizzle'
import type { Statement } from '../engine'
import { entity, relationship } from '../schema'
import type { Who } from './command'
import { commandInstant as now } from './functions'

/** How a link names its target: the condition under which an entity is meant. */
export type Target = (names: readonly string[]) => SQL | undefined

export const targetId: Target = (ids) => inArray(entity.id, [...ids])

/** Contexts are named by slug in a text, so that it stays readable. */
const contextSlug: Target = (slugs) =>
  and(eq(entity.type, 'context'), inArray(entity.slug, [...slugs]), isNull(entity.deletedAt))

export const isId = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)

/** The same, or by id where a node of a workflow names it. */
export const dependency: Target = (names) => or(targetId(names.filter(isId)), contextSlug(names))

interface From {
  readonly who: Who
  readonly sourceId: string
}

/**
 * Closes the links of a type whose target is named no more and adds those that are new. Nothing is updated, so any
 * past instant can be read. A name that nothing answers to makes no link.
 */
export function relink(
  from: From,
  type: RelationshipType,
  target: Target,
  before: readonly string[],
  after: readonly string[],
): Statement[] {
  const added = after.filter((name) => !before.includes(name))
  const removed = before.some((name) => !after.includes(name))
  return [
    ...(removed ? [close(from, type, target, after)] : []),
    ...added.map((name) => add(from, type, target([name]))),
  ]
}

const current = (workspaceId: string, sourceId: string, type: RelationshipType) =>
  and(
    eq(relationship.workspaceId, workspaceId),
    eq(relationship.sourceId, sourceId),
    eq(relationship.type, type),
    isNull(relationship.validTo),
  )

function close(
  { who, sourceId }: From,
  type: RelationshipType,
  target: Target,
  kept: readonly string[],
): Statement {
  const stay = builder
    .select({ id: entity.id })
    .from(entity)
    .where(and(eq(entity.workspaceId, who.workspaceId), target(kept)))
  const gone = kept.length === 0 ? undefined : notInArray(relationship.targetId, stay)
  return statement(
    builder
      .update(relationship)
      .set({ validTo: now })
      .where(and(current(who.workspaceId, sourceId, type), gone)),
  )
}

function add({ who, sourceId }: From, type: RelationshipType, meant: SQL | undefined): Statement {
  const known = builder
    .select({ one: sql`1` })
    .from(relationship)
    .where(and(current(who.workspaceId, sourceId, type), eq(relationship.targetId, entity.id)))
  const rows = builder
    .select({
      workspaceId: entity.workspaceId,
      id: sql<string>`${uuidv7()}::uuid`.as('id'),
      sourceId: sql<string>`${sourceId}::uuid`.as('source_id'),
      targetId: sql<string>`${entity.id}`.as('target_id'),
      type: sql<RelationshipType>`${type}`.as('type'),
      strength: sql<number>`1::real`.as('strength'),
      metadata: sql<Record<string, never>>`'{}'::jsonb`.as('metadata'),
      createdBy: sql<string>`${who.accountId}::uuid`.as('created_by'),
      validFrom: sql<string>`${now}`.as('valid_from'),
      validTo: sql<null>`null::timestamptz`.as('valid_to'),
    })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, who.workspaceId),
        // A context that renders itself is a mistake that the editor shows; it is no link.
        ne(entity.id, sourceId),
        meant,
        sql`not exists ${known}`,
      ),
    )
  return statement(builder.insert(relationship).select(rows))
}

/** What a document that renders a context looks like as JSON. */
export function renderingOf(slug: string): string {
  // A slug is made of letters, digits and hyphens: nothing in it means anything to the pattern.
  // In JSON a line break or a quotation mark of the text is written with a backslash.
  const space = '(\\s|\\\\[nrt])'
  return `\\{%-?${space}*render${space}+(\\\\"|')${slug}(\\\\"|')`
}

/**
 * Links a new context to everything that renders its slug already: a prompt may name a context before it is made.
 * Reads all documents from end to end, which only the making of a context does.
 */
export function adopt(who: Who, contextId: string, slug: string): Statement {
  const rendering = renderingOf(slug)
  return raw(sql`
    insert into relationship (workspace_id, id, source_id, target_id, type, created_by, valid_from)
    select e.workspace_id, gen_random_uuid(), e.id, ${contextId}::uuid, 'depends_on',
           ${who.accountId}::uuid, ${now}
      from entity e
     where e.workspace_id = ${who.workspaceId}::uuid and e.type in ('template', 'context', 'workflow')
       and e.id <> ${contextId}::uuid and e.doc::text ~ ${rendering}`)
}
