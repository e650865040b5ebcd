import { and, eq } from 'drizzle-orm'
import type { EntityDocument, Variable } from '../../contract/template'
import { canonicalJson, storable, storableObject } from '../../core/document/canonical'
import { usedContexts } from '../../core/document/contexts'
import { usedItems } from '../../core/workflow/projection'
import { builder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { variable } from '../schema'
import type { Who } from './command'
import { RefusedError } from './errors'
import { flowProjection } from './flow-rows'
import { expectNoCircle } from './functions'
import { adopt, dependency, relink, targetId } from './links'
import type { Prepared } from './prepared'

/** What a document says, as rows that are queried on their own; each rewritten only where it changed. */
export function projections(who: Who, prepared: Prepared): Statement[] {
  return [...variables(who, prepared), ...flowProjection(who, prepared), ...links(who, prepared)]
}

const declared = (document: EntityDocument | undefined): readonly Variable[] =>
  document?.kind === 'template' || document?.kind === 'context' ? document.variables : []

function variables({ workspaceId }: Who, { change }: Prepared): Statement[] {
  const before = declared(change.before?.document)
  if (canonicalJson(before) === canonicalJson(declared(change.document))) return []
  const mine = and(eq(variable.workspaceId, workspaceId), eq(variable.entityId, change.id))
  const clear = before.length === 0 ? [] : [statement(builder.delete(variable).where(mine))]
  const values = variableValues(change).map((row) => ({ ...row, workspaceId }))
  return values.length === 0 ? clear : [...clear, statement(builder.insert(variable).values(values))]
}

/** The rows of what a document declares. */
export function variableValues({ id, document }: Pick<Prepared['change'], 'id' | 'document'>) {
  // A document may declare a name twice while it is being edited: the first one counts.
  const rows = new Map([...declared(document)].reverse().map((item) => [item.name, item]))
  return [...rows.values()].reverse().map((item, position) => ({
    entityId: id,
    name: item.name,
    position,
    type: item.type,
    required: item.required,
    default: item.default === undefined ? null : storable(item.default),
    description: item.description,
    rules: storableObject(item.rules),
    definitionId: item.definitionId ?? null,
  }))
}

/** Links that follow from place, document and origin; those made by hand (suggests) are not touched. */
function links(who: Who, { change }: Prepared): Statement[] {
  const { before } = change
  const from = { who, sourceId: change.id }
  return [
    ...relink(from, 'part_of', targetId, list(before?.state.parentId), list(change.state.parentId)),
    ...relink(
      from,
      'depends_on',
      dependency,
      before ? dependencies(before.document) : [],
      dependencies(change.document),
    ),
    ...relink(from, 'uses', targetId, before ? usedBy(before.document) : [], usedBy(change.document)),
    ...extended(from, bases(before?.document), bases(change.document)),
    ...relink(from, 'derived_from', targetId, [], list(change.derivedFrom)),
    ...(before === null && change.type === 'context' && change.state.slug
      ? [adopt(who, change.id, change.state.slug)]
      : []),
  ]
}

/** The base template. What was changed is looked at as a whole: both ends may change in one command. */
function extended(from: { who: Who; sourceId: string }, before: readonly string[], after: readonly string[]) {
  refuseOwnBase(from.sourceId, after)
  const changed = relink(from, 'extends', targetId, before, after)
  return after.length === 0 || changed.length === 0
    ? changed
    : [...changed, expectNoCircle(from.who, from.sourceId)]
}

/** @throws RefusedError */
export function refuseOwnBase(id: string, named: readonly string[]): void {
  if (named.includes(id)) throw new RefusedError('A template cannot be built on itself. Choose another base.')
}

const list = (id: string | null | undefined): readonly string[] => (id ? [id] : [])

/** What a document reads of the library: contexts by their slugs, and what a workflow's nodes name by id. */
export const dependencies = (document: EntityDocument): readonly string[] => [
  ...usedContexts(document),
  ...(document.kind === 'workflow' ? usedItems(document, 'depends_on') : []),
]

/** Templates and workflows that a workflow's nodes run. */
export const usedBy = (document: EntityDocument): readonly string[] =>
  document.kind === 'workflow' ? usedItems(document, 'uses') : []

export const bases = (document: EntityDocument | undefined): readonly string[] =>
  document?.kind === 'template' ? list(document.base?.templateId) : []
