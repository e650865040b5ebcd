import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { storableText } from '../../core/document/canonical'
import { builder, raw, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { getHead } from '../queries/head'
import { favorite, rating } from '../schema'
import type { Who } from '../write/command'
import { MissingError } from '../write/errors'
import { commandInstant as now } from '../write/functions'

/** Puts an item among the caller's favourites or takes it out. @throws MissingError */
export async function keepFavourite(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly id: string; readonly favourite: boolean },
): Promise<void> {
  await expectItem(engine, who, input.id)
  const { workspaceId, accountId } = who
  const row = { workspaceId, accountId, entityId: input.id }
  const change = input.favourite
    ? builder
        .insert(favorite)
        .values({ ...row, sortKey: input.commandId, createdAt: now })
        .onConflictDoNothing()
    : builder
        .delete(favorite)
        .where(
          and(
            eq(favorite.workspaceId, workspaceId),
            eq(favorite.accountId, accountId),
            eq(favorite.entityId, input.id),
          ),
        )
  await keep(engine, who, input.commandId, [statement(change)])
}

export interface RatingInput {
  readonly commandId: string
  readonly id: string
  /** 1 to 5; null takes it back. */
  readonly value: number | null
  readonly text: string
}

/** The caller's one opinion of an item; the item's figures are counted anew from all of them. @throws MissingError */
export async function keepRating(engine: Engine, who: Who, input: RatingInput): Promise<void> {
  await expectItem(engine, who, input.id)
  const { workspaceId, accountId } = who
  const mine = and(
    eq(rating.workspaceId, workspaceId),
    eq(rating.entityId, input.id),
    eq(rating.accountId, accountId),
    isNull(rating.deletedAt),
  )
  const stamp = { updatedAt: now, updatedBy: accountId }
  const take = builder.update(rating).set({ deletedAt: now, deletedBy: accountId }).where(mine)
  const give = builder.insert(rating).values({
    workspaceId,
    id: uuidv7(),
    entityId: input.id,
    accountId,
    value: input.value ?? 0,
    text: storableText(input.text) || null,
    createdAt: now,
    createdBy: accountId,
    ...stamp,
  })
  const count = raw(sql`insert into entity_stats as s (workspace_id, entity_id, rating_sum, rating_count)
    select ${workspaceId}::uuid, ${input.id}::uuid, coalesce(sum(r.value), 0), count(*) from rating r
     where r.workspace_id = ${workspaceId}::uuid and r.entity_id = ${input.id}::uuid and r.deleted_at is null
    on conflict (workspace_id, entity_id) do update set
      rating_sum = excluded.rating_sum, rating_count = excluded.rating_count`)
  // An item without any figures has no row, as after a rebuild.
  const clear = raw(sql`delete from entity_stats where workspace_id = ${workspaceId}::uuid
    and entity_id = ${input.id}::uuid and rating_count = 0 and runs = 0`)
  const statements = [statement(take), ...(input.value === null ? [] : [statement(give)]), count, clear]
  await keep(engine, who, input.commandId, statements)
}

async function expectItem(engine: Engine, { workspaceId }: Who, id: string): Promise<void> {
  if (!(await getHead(engine, workspaceId, id))) throw new MissingError('item', id)
}
