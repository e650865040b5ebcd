import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookUp } from './command'
import { keep } from './keep'
import { testVault } from './testing/vault'
import { pruneCommands } from './upkeep'

describe('upkeep', () => {
  let vault: Awaited<ReturnType<typeof testVault>>
  beforeAll(async () => {
    vault = await testVault()
  })
  afterAll(() => vault?.close())

  it('forgets command ids after thirty days, and no younger one', async () => {
    const { engine, who } = vault
    const [old, young] = [uuidv7(), uuidv7()]
    for (const id of [old, young]) await keep(engine, who, id, [])
    await engine.superuser((session) =>
      session.query("update command set at = now() - interval '31 days' where id = $1", [old]),
    )
    expect(await pruneCommands(engine)).toBe(1)
    expect(await lookUp(engine, who.workspaceId, old)).toBeNull()
    expect(await lookUp(engine, who.workspaceId, young)).not.toBeNull()
    expect(await pruneCommands(engine)).toBe(0)
  })
})
