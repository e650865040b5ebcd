import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { jobStates } from '../../contract/vocabulary'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { job } from '../schema'
import type { JsonObject, JsonValue } from '../schema/columns'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

export interface NewJob {
  readonly id: string
  /** Such as `trash.purge`. */
  readonly kind: string
  readonly input?: JsonObject
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
      input: input ?? {},
      attempts: 1,
      accountId: who.accountId,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
  await keep(engine, who, uuidv7(), [statement(row)])
}

export interface JobChange {
  readonly state?: (typeof jobStates)[number]
  /** From 0 to 1. */
  readonly progress?: number
  readonly result?: JsonValue
  /** A sentence. */
  readonly problem?: string
}

/** How far it is, and how it ended. */
export async function moveJob(engine: Engine, who: Who, id: string, change: JobChange): Promise<void> {
  const { state, progress, result, problem } = change
  const over = state === 'done' || state === 'failed' || state === 'cancelled'
  const row = builder
    .update(job)
    .set({
      ...(state ? { state } : {}),
      ...(progress === undefined ? {} : { progress }),
      ...(result === undefined ? {} : { result }),
      ...(problem === undefined ? {} : { error: { message: problem } }),
      ...(over ? { finishedAt: now } : {}),
      updatedAt: now,
    })
    .where(and(eq(job.workspaceId, who.workspaceId), eq(job.id, id)))
  await keep(engine, who, uuidv7(), [statement(row)])
}
