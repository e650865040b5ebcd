import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { blob } from '../schema'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

/** The row of a file whose bytes are on the disk already. The same bytes again change nothing. */
export async function keepBlob(
  engine: Engine,
  who: Who,
  input: {
    readonly commandId: string
    readonly hash: string
    readonly size: number
    readonly mediaType: string
  },
): Promise<void> {
  const { commandId, ...row } = input
  const put = builder
    .insert(blob)
    .values({ workspaceId: who.workspaceId, ...row, createdAt: now })
    .onConflictDoNothing()
  await keep(engine, who, commandId, [statement(put)])
}
