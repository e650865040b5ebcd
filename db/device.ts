import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { builder, directory, statement } from './drizzle'
import type { Engine } from './engine'
import { appSetting } from './schema'

const key = 'device'

/** The id of this vault on this machine: one chain of events each. Made at the first opening, then kept. */
export async function deviceId(engine: Engine): Promise<string> {
  const found = await readDevice(engine)
  if (found) return found
  await engine.pipeline([
    statement(
      builder
        .insert(appSetting)
        .values({ key, value: uuidv7(), updatedAt: sql`clock_timestamp()` })
        .onConflictDoNothing(),
    ),
  ])
  return deviceId(engine)
}

async function readDevice(engine: Engine): Promise<string | null> {
  const [row] = await directory(engine).select().from(appSetting).where(eq(appSetting.key, key))
  return typeof row?.value === 'string' ? row.value : null
}
