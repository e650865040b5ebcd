import { type Outcome, runOnce } from './command'
import type { Engine, Statement } from './engine'
import type { JsonValue } from './schema/columns'
import type { Who } from './write/command'
import { beginCommand } from './write/functions'

/**
 * The door for work in progress and set-up: drafts, settings, connections, jobs. No version, no event, never synced.
 * The same command id again applies nothing.
 * @throws DbError where the engine failed; where its outcome was unknown this has looked and tried again.
 */
export function keep(
  engine: Engine,
  who: Who,
  commandId: string,
  statements: readonly Statement[],
  result: JsonValue = null,
): Promise<Outcome> {
  const pipeline = { statements: [beginCommand(who, commandId, result), ...statements], result }
  return runOnce(engine, who.workspaceId, commandId, pipeline)
}
