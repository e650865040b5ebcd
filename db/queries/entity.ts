import { type AnyColumn, and, eq, isNull, sql } from 'drizzle-orm'
import type { EntityDetail, EntitySummary } from '../../contract/entity'
import { entityDocument } from '../../contract/template'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, entityStats, favorite } from '../schema'
import type { Who } from '../write/command'

/** The columns of a row in a list. No document among them: a list never carries bodies. */
export const summary = {
  id: entity.id,
  type: entity.type,
  libraryKind: entity.libraryKind,
  parentId: entity.parentId,
  title: entity.title,
  slug: entity.slug,
  description: entity.description,
  status: entity.status,
  tags: entity.tags,
  pinned: entity.pinned,
  colour: entity.colour,
  icon: entity.icon,
  rowVersion: entity.rowVersion,
  versionNumber: entity.number,
  form: sql<string | null>`${entity.metadata} ->> 'form'`,
  updatedAt: entity.updatedAt,
  category: entity.category,
}

/** Whether it is among an account's favourites. */
export const isFavourite = ({ workspaceId, accountId }: Member) =>
  sql<boolean>`exists (select 1 from ${favorite} where ${favorite.workspaceId} = ${workspaceId}
    and ${favorite.accountId} = ${accountId} and ${favorite.entityId} = ${entity.id})`

/** Who asks: which workspace is read, and whose favourites count. */
export type Member = Pick<Who, 'workspaceId' | 'accountId'>

/** Unknown costs stay out of the average. */
export const averageCost = (stats: Readonly<Record<'costSum' | 'costKnown', AnyColumn>>) =>
  sql<string | null>`trim_scale(${stats.costSum} / nullif(${stats.costKnown}, 0))`

/** The mean of its ratings; null where there is none. */
export const meanRating = (stats: Readonly<Record<'ratingSum' | 'ratingCount', AnyColumn>>) =>
  sql<number | null>`(${stats.ratingSum} / nullif(${stats.ratingCount}, 0)::float8)`

export const statsOfEntity = and(
  eq(entityStats.workspaceId, entity.workspaceId),
  eq(entityStats.entityId, entity.id),
)

type Row = Omit<EntitySummary, 'slug' | 'description' | 'form' | 'runs' | 'ratings'> & {
  readonly slug: string | null
  readonly description: string | null
  readonly form: string | null
  readonly runs: number | null
  readonly ratings: number | null
}

export const formOf = (form: string | null): 'text' | 'chat' | null =>
  form === 'text' || form === 'chat' ? form : null

export function toSummary({ slug, description, form, runs, ratings, ...row }: Row): EntitySummary {
  return {
    ...row,
    slug: slug ?? '',
    description: description ?? '',
    form: formOf(form),
    runs: runs ?? 0,
    ratings: ratings ?? 0,
  }
}

/** One item outside the trash with its head document; null where there is none here. */
export async function getEntity(engine: Engine, member: Member, id: string): Promise<EntityDetail | null> {
  const [row] = await reader(engine, member.workspaceId)
    .select({
      ...summary,
      rating: meanRating(entityStats),
      ratings: entityStats.ratingCount,
      favourite: isFavourite(member),
      runs: entityStats.runs,
      averageCost: averageCost(entityStats),
      lastUsedAt: entityStats.lastUsedAt,
      classification: entity.classification,
      requiresApproval: entity.requiresApproval,
      headVersionId: entity.headVersionId,
      semver: entity.semver,
      document: entity.doc,
    })
    .from(entity)
    .leftJoin(entityStats, statsOfEntity)
    .where(and(eq(entity.workspaceId, member.workspaceId), eq(entity.id, id), isNull(entity.deletedAt)))
  if (!row) return null
  const { classification, requiresApproval, headVersionId, semver, document, ...rest } = row
  return {
    ...toSummary(rest),
    classification,
    requiresApproval,
    headVersionId,
    semver,
    document: entityDocument.parse(document),
  }
}
