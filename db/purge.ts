import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { raw } from './drizzle'
import type { PgliteEngine } from './pglite/engine'
import { inSteps } from './pglite/steps'
import { trashDays } from './queries/trash'
import type { Who } from './write/command'

/** What is purged: named items of the trash with all that lies in them, the whole trash, or what is past its days. */
export type PurgeWhat = { readonly ids: readonly string[] } | 'all' | 'due'

export interface PurgeOptions {
  readonly signal?: AbortSignal
  /** From 0 to 1. */
  readonly onProgress?: (progress: number) => Promise<void>
}

const bodiesAtOnce = 500

/**
 * Deletes items of the trash for good, in steps of the background, then the bodies that nobody names any more. Runs
 * stay. `who.accountId` is not named in the trail where the schedule did it (`what` is `due`).
 * @returns how many items went
 */
export async function purgeTrash(
  engine: PgliteEngine,
  who: Who,
  what: PurgeWhat,
  { signal, onProgress }: PurgeOptions = {},
): Promise<number> {
  const ids = await trashedIds(engine, who.workspaceId, what)
  if (ids.length === 0) return 0
  let gone = 0
  const purge = async (batch: readonly string[]) => {
    gone += await purgeStep(engine, who, batch, what === 'due' ? null : who.accountId)
    await onProgress?.((0.9 * gone) / ids.length)
  }
  await inSteps(ids, purge, { ...(signal ? { signal } : {}), first: 8 })
  while (!signal?.aborted && (await collect(engine, who.workspaceId)) === bodiesAtOnce);
  return gone
}

/** Whether anything is past its days. */
export async function isPurgeDue(engine: PgliteEngine, workspaceId: string): Promise<boolean> {
  return (await trashedIds(engine, workspaceId, 'due')).length > 0
}

/** Deepest first, so that nothing is left without its place. */
async function trashedIds(engine: PgliteEngine, workspaceId: string, what: PurgeWhat): Promise<string[]> {
  const root =
    what === 'all'
      ? sql`true`
      : what === 'due'
        ? sql`e.deleted_at < now() - make_interval(days => ${trashDays}::int)`
        : sql`e.id = any(${`{${what.ids.join(',')}}`}::uuid[])`
  const query = raw(sql`
    with recursive going as (
      select e.id, 1 as depth from entity e
       where e.workspace_id = ${workspaceId}::uuid and e.deleted_at is not null and ${root}
      union all
      select e.id, g.depth + 1 from going g
        join entity e on e.workspace_id = ${workspaceId}::uuid and e.parent_id = g.id and e.deleted_at is not null
    )
    select id from going group by id order by max(depth) desc, id`)
  const { rows } = await engine.superuser((session) => session.query(query.sql, query.params), {
    lane: 'background',
  })
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map((row) => row.id)
}

async function purgeStep(
  engine: PgliteEngine,
  who: Who,
  ids: readonly string[],
  actor: string | null,
): Promise<number> {
  const uuids = (list: readonly string[]) => sql`${`{${list.join(',')}}`}::uuid[]`
  const query = raw(sql`select purge_entities(${who.workspaceId}::uuid, ${uuidv7()}::uuid, ${who.door}::text,
    ${who.deviceId}::uuid, ${actor}::uuid, ${new Date().toISOString()}::timestamptz, ${uuids(ids)},
    ${uuids(ids.map(() => uuidv7()))}) as n`)
  return counted(engine, query)
}

const collect = (engine: PgliteEngine, workspaceId: string): Promise<number> =>
  counted(engine, raw(sql`select collect_content(${workspaceId}::uuid, ${bodiesAtOnce}::int) as n`))

async function counted(engine: PgliteEngine, { sql: text, params }: ReturnType<typeof raw>): Promise<number> {
  const { rows } = await engine.superuser((session) => session.query(text, params), { lane: 'background' })
  return z.array(z.object({ n: z.number() })).parse(rows)[0]?.n ?? 0
}
