import { runOnce } from './command'
import { DbError, type Engine } from './engine'
import type { Batch } from './record/batch'
import { messageRows, metricRows, movedRows, runRows } from './record/rows'
import type { Who } from './write/command'
import { closedWorkspace } from './write/errors'
import { beginCommand, expectOpen, raised } from './write/functions'

/**
 * The door for what happened: runs, their contents, metrics and use, with the figures that lists and dashboards show,
 * in one pipeline. No version, no event. A finished run is frozen: finishing it again changes and counts nothing.
 * @returns false where this batch had been recorded before.
 * @throws RefusedError where runs begin in an archived workspace, DbError where the engine failed; where its outcome was unknown this has looked and tried again.
 */
export async function record(engine: Engine, who: Who, batch: Batch): Promise<boolean> {
  const statements = [
    beginCommand(who, batch.commandId, null),
    // What runs already may end, wherever it runs.
    ...(batch.begun?.length ? [expectOpen(who)] : []),
    ...runRows(who, batch.begun ?? [], batch.finished ?? []),
    ...movedRows(who, batch.moved ?? []),
    ...metricRows(who, batch.metrics ?? []),
    ...messageRows(who, batch.messages ?? []),
  ]
  try {
    const { applied } = await runOnce(engine, who.workspaceId, batch.commandId, { statements, result: null })
    return applied
  } catch (error) {
    throw error instanceof DbError && error.code === raised.closed ? closedWorkspace(error) : error
  }
}
