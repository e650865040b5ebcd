import { makePartitions, monthsAround } from './partitions'
import type { PgliteEngine } from './pglite/engine'

/** What a first screen asks for comes first: making tables is slow here. */
const afterOpeningMs = 3_000
const dayMs = 24 * 60 * 60 * 1000
/** Commands are looked up to answer a repeat; nobody repeats one after this. */
const commandDays = 30
/** Jobs that ended and notifications are looked at for as long. */
const workDays = 30
/** Rows removed in one step of the background. */
const atOnce = 500

/**
 * What nobody waits for, soon after the opening and once a day, in steps of the background: the partitions of the
 * months around, old command ids, what old jobs and notifications told.
 * @returns ends it; resolves when nothing of it is under way
 */
export function startUpkeep(engine: PgliteEngine, onProblem: (message: string) => void): () => Promise<void> {
  let stopped = false
  let underWay: Promise<void> = Promise.resolve()
  const round = () => {
    underWay = allOfIt(engine, () => stopped).catch((error: Error) => {
      if (!stopped) onProblem(`Upkeep did not go through: ${error.message}`)
    })
  }
  const first = setTimeout(round, afterOpeningMs)
  const daily = setInterval(round, dayMs)
  first.unref()
  daily.unref()
  return async () => {
    stopped = true
    clearTimeout(first)
    clearInterval(daily)
    await underWay
  }
}

async function allOfIt(engine: PgliteEngine, stopped: () => boolean): Promise<void> {
  for (const month of monthsAround) {
    if (stopped()) return
    await engine.superuser((session) => makePartitions(session, [month]), { lane: 'background' })
  }
  while (!stopped() && (await pruneCommands(engine)) === atOnce);
  for (const [table, age] of oldWork) {
    while (!stopped() && (await pruneWork(engine, table, age)) === atOnce);
  }
}

const oldWork = [
  ['job', 'finished_at'],
  ['notification', 'created_at'],
] as const

/** Removes one step's worth of ended jobs or notifications of every workspace that are past their time. */
async function pruneWork(
  engine: PgliteEngine,
  table: (typeof oldWork)[number][0],
  age: (typeof oldWork)[number][1],
): Promise<number> {
  const { affectedRows } = await engine.superuser(
    (session) =>
      session.query(
        `delete from ${table} where (workspace_id, id) in (select workspace_id, id from ${table}
          where ${age} < now() - make_interval(days => $1) limit $2)`,
        [workDays, atOnce],
      ),
    { lane: 'background' },
  )
  return affectedRows
}

/** Removes one step's worth of command ids of every workspace that are past their time; answers how many. */
export async function pruneCommands(engine: PgliteEngine): Promise<number> {
  const { affectedRows } = await engine.superuser(
    (session) =>
      session.query(
        `delete from command where (workspace_id, id) in (select workspace_id, id from command
          where at < now() - make_interval(days => $1) limit $2)`,
        [commandDays, atOnce],
      ),
    { lane: 'background' },
  )
  return affectedRows
}
