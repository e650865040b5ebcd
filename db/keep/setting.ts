import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { setting } from '../schema'
import type { JsonValue } from '../schema/columns'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

/** A choice of one's own in this workspace, or one for everybody in it. */
export type SettingScope = 'account' | 'workspace'

const everybody = '00000000-0000-0000-0000-000000000000'

export const settingOwner = (who: Who, scope: SettingScope): string =>
  scope === 'account' ? who.accountId : everybody

export async function keepSetting(
  engine: Engine,
  who: Who,
  input: {
    readonly commandId: string
    readonly scope: SettingScope
    readonly key: string
    readonly value: JsonValue
  },
): Promise<void> {
  const { scope, key, value } = input
  const row = {
    workspaceId: who.workspaceId,
    accountId: settingOwner(who, scope),
    key,
    value,
    updatedAt: now,
  }
  const put = builder
    .insert(setting)
    .values(row)
    .onConflictDoUpdate({
      target: [setting.workspaceId, setting.accountId, setting.key],
      set: { value, updatedAt: now },
    })
  await keep(engine, who, input.commandId, [statement(put)])
}
