import { eq, sql } from 'drizzle-orm'
import type { Preferences } from '../../contract/preferences'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { account } from '../schema'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

/** Changes what an account chose for itself; what is not named stays as it was. */
export async function keepPreferences(
  engine: Engine,
  who: Who,
  { commandId, changes }: { readonly commandId: string; readonly changes: Preferences },
): Promise<void> {
  const merged = sql`coalesce(${account.preferences}, '{}'::jsonb) || ${JSON.stringify(changes)}::jsonb`
  const put = builder
    .update(account)
    .set({ preferences: merged, updatedAt: now })
    .where(eq(account.id, who.accountId))
  await keep(engine, who, commandId, [statement(put)])
}
