import { and, eq } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { type SettingScope, settingOwner } from '../keep/setting'
import { setting } from '../schema'
import type { JsonValue } from '../schema/columns'
import type { Who } from '../write/command'

/** What was chosen; undefined where nobody chose. */
export async function getSetting(
  engine: Engine,
  who: Who,
  { scope, key }: { readonly scope: SettingScope; readonly key: string },
): Promise<JsonValue | undefined> {
  const [row] = await reader(engine, who.workspaceId)
    .select({ value: setting.value })
    .from(setting)
    .where(
      and(
        eq(setting.workspaceId, who.workspaceId),
        eq(setting.accountId, settingOwner(who, scope)),
        eq(setting.key, key),
      ),
    )
  return row?.value
}
