import { and, desc, eq, isNull } from 'drizzle-orm'
import type { RatingEntry } from '../../contract/entity'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { account, rating } from '../schema'
import type { Member } from './entity'

/** What everybody thinks of an item, last said first. */
export async function listRatings(engine: Engine, member: Member, entityId: string): Promise<RatingEntry[]> {
  const rows = await reader(engine, member.workspaceId)
    .select({
      account: account.name,
      accountId: rating.accountId,
      value: rating.value,
      text: rating.text,
      ratedAt: rating.updatedAt,
    })
    .from(rating)
    .leftJoin(account, eq(account.id, rating.accountId))
    .where(
      and(
        eq(rating.workspaceId, member.workspaceId),
        eq(rating.entityId, entityId),
        isNull(rating.deletedAt),
      ),
    )
    .orderBy(desc(rating.updatedAt), desc(rating.id))
  return rows.map(({ accountId, account: name, text, ...row }) => ({
    ...row,
    account: name ?? '',
    text: text ?? '',
    mine: accountId === member.accountId,
  }))
}
