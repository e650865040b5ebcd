import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Door } from '../../contract/vocabulary'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { listAllWorkspaceIds } from '../queries/workspace'
import { record } from '../record'
import { execution } from '../schema'
import { openExecutionStatuses } from '../schema/enums'
import type { Who } from '../write/command'
import type { FinishedRun } from './batch'
import { phaseId } from './phase-id'

/** Runs read at once. */
const page = 200

/**
 * Soon after a vault was opened: what is queued or running belonged to a process now dead and becomes `interrupted`,
 * in every workspace, unless it `runsHere`. Answers for whom each was. Neither device nor clock is asked: a restored vault has
 * a new device, and a clock may have been set back.
 */
export async function interruptOrphans(
  engine: Engine,
  by: { readonly deviceId: string; readonly door: Door },
  runsHere: (workspaceId: string, id: string) => boolean = () => false,
): Promise<Who[]> {
  const owners: Who[] = []
  for (const workspaceId of await listAllWorkspaceIds(engine)) {
    let last: string | undefined
    do {
      const orphans = await findOrphans(engine, workspaceId, last)
      for (const { id, traceId, accountId } of orphans) {
        if (runsHere(workspaceId, id) || runsHere(workspaceId, traceId)) continue
        const who: Who = { ...by, workspaceId, accountId: accountId ?? nobody }
        await record(engine, who, { commandId: phaseId(id, 'finish'), finished: [interrupted(id)] })
        owners.push(who)
      }
      last = orphans.at(-1)?.id
    } while (last !== undefined)
  }
  return owners
}

function findOrphans(engine: Engine, workspaceId: string, last: string | undefined) {
  return reader(engine, workspaceId)
    .select({ id: execution.id, traceId: execution.traceId, accountId: execution.accountId })
    .from(execution)
    .where(
      and(
        eq(execution.workspaceId, workspaceId),
        inArray(execution.status, [...openExecutionStatuses]),
        notWaiting,
        last === undefined ? undefined : gt(execution.id, last),
      ),
    )
    .orderBy(asc(execution.id))
    .limit(page)
}

/** A workflow that only waits for somebody needs no process: it goes on when it is answered, in whichever studio. */
const notWaiting = sql`not (${execution.status} = 'paused' and exists (select 1 from execution root
  where root.workspace_id = ${execution.workspaceId} and root.id = ${execution.traceId} and root.status = 'paused'))`

const nobody = '00000000-0000-0000-0000-000000000000'

const interrupted = (id: string): FinishedRun => ({
  id,
  status: 'interrupted',
  error: {
    code: 'interrupted',
    message: 'The studio ended while this run was under way. Run it again.',
    waitSeconds: null,
  },
  durationMs: null,
  firstTokenMs: null,
  usage: null,
  answer: null,
  reasoning: null,
  toolCalls: [],
})
