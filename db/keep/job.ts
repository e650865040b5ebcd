import { and, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Door, JobKind, JobState } from '../../contract/vocabulary'
import { builder, reader, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { listAllWorkspaceIds } from '../queries/workspace'
import { job } from '../schema'
import type { JsonObject, JsonValue } from '../schema/columns'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

export interface NewJob {
  readonly id: string
  readonly kind: JobKind
  /** What is needed to do it anew; `subject` in it is what the screens call it. */
  readonly input: JsonObject
}

/** Books work that begins now, in the workspace where it is shown. Repeating an id books nothing. */
export async function startJob(engine: Engine, who: Who, { id, kind, input }: NewJob): Promise<void> {
  const row = builder
    .insert(job)
    .values({
      workspaceId: who.workspaceId,
      id,
      kind,
      state: 'running',
      input,
      attempts: 1,
      accountId: who.accountId,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
  await keep(engine, who, uuidv7(), [statement(row)])
}

export interface JobChange {
  readonly state?: JobState
  /** From 0 to 1. */
  readonly progress?: number
  readonly result?: JsonValue
  /** A sentence. */
  readonly problem?: string
}

const over: readonly JobState[] = ['done', 'failed', 'cancelled', 'interrupted']

/** How far it is, and how it ended. */
export async function moveJob(engine: Engine, who: Who, id: string, change: JobChange): Promise<void> {
  const { state, progress, result, problem } = change
  const row = builder
    .update(job)
    .set({
      ...(state ? { state } : {}),
      ...(progress === undefined ? {} : { progress }),
      ...(result === undefined ? {} : { result }),
      ...(problem === undefined ? {} : { error: { message: problem } }),
      ...(state && over.includes(state) ? { finishedAt: now } : {}),
      updatedAt: now,
    })
    .where(and(eq(job.workspaceId, who.workspaceId), eq(job.id, id)))
  await keep(engine, who, uuidv7(), [statement(row)])
}

/** A job whose process died, and for whom it was. */
export interface InterruptedJob {
  readonly who: Who
  readonly kind: JobKind
  readonly input: JsonObject
}

/**
 * Soon after a vault was opened: what is not over belonged to a process now dead and becomes `interrupted`, in every
 * workspace, unless it is `doneHere`.
 */
export async function interruptJobs(
  engine: Engine,
  by: { readonly deviceId: string; readonly door: Door },
  doneHere: (id: string) => boolean = () => false,
): Promise<InterruptedJob[]> {
  const found: InterruptedJob[] = []
  for (const workspaceId of await listAllWorkspaceIds(engine)) {
    const rows = await reader(engine, workspaceId)
      .select({ id: job.id, kind: job.kind, input: job.input, accountId: job.accountId })
      .from(job)
      .where(and(eq(job.workspaceId, workspaceId), isNull(job.finishedAt)))
    for (const { id, kind, input, accountId } of rows) {
      if (doneHere(id)) continue
      const who = { ...by, workspaceId, accountId: accountId ?? nobody }
      await moveJob(engine, who, id, { state: 'interrupted', problem: cutOff })
      found.push({ who, kind, input })
    }
  }
  return found
}

const nobody = '00000000-0000-0000-0000-000000000000'
const cutOff = 'The studio ended while this was under way.'
