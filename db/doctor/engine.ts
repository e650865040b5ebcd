import type { Session } from '../engine'
import { markLeakproof } from '../marks'
import { findDamage } from '../pglite/amcheck'
import type { PgliteEngine } from '../pglite/engine'
import { type Check, finding, fine, type Outcome, restoreRemedy } from './result'
import { column } from './steps'

/** Every b-tree of our own tables, its structure only; the table's rows are not looked up in it. */
const ourIndexes = `
  select c.oid::int, c.oid::regclass::text from pg_class c join pg_am a on a.oid = c.relam
   where c.relnamespace = 'public'::regnamespace and a.amname = 'btree' and c.relkind = 'i' order by 2`

/** What the engine itself can say of its files, its flushing and its marks. */
export function engineChecks(engine: PgliteEngine, session: Session, full: boolean): Check[] {
  return [
    { name: 'pages', look: () => (full ? wholeLook(session) : quickLook(session)) },
    { name: 'flushing', look: () => judgeFlushing(engine.stats().fsyncs) },
    {
      name: 'marks',
      look: async () => {
        const missing = await missingMarks(engine)
        if (missing.length === 0) return fine('Indexes serve queries under row security.')
        return finding(
          `Searches are slow: ${missing.join(', ')} is not marked leakproof.`,
          'Start the studio again: it sets the marks at every start.',
        )
      },
    },
  ]
}

/** @param fsyncs since the vault was opened; opening itself makes a commit */
export function judgeFlushing(fsyncs: number): Outcome {
  if (fsyncs > 0) return fine(`Commits reach the disk: ${fsyncs} flushes since the vault was opened.`)
  return finding('No commit was flushed to the disk.', 'Close the studio at once and report it.')
}

async function quickLook(session: Session) {
  await session.query('create extension if not exists amcheck')
  const { rows } = await session.query(ourIndexes, [], { rowMode: 'array' })
  const damage: string[] = []
  for (const row of rows) {
    const [oid, name] = Array.isArray(row) ? row : []
    try {
      await session.query('select bt_index_check($1::oid::regclass)', [oid])
    } catch (error) {
      damage.push(`${String(name)} (${error instanceof Error ? error.message : String(error)})`)
    }
  }
  return judged(damage, `${rows.length} indexes are sound. --full looks at every page of every table.`)
}

async function wholeLook(session: Session) {
  return judged(await findDamage(session), 'Every page of every table and index is sound.')
}

function judged(damage: readonly string[], sentence: string) {
  if (damage.length === 0) return fine(sentence)
  const named = damage.slice(0, 3).join('; ')
  return finding(`${damage.length} tables or indexes are damaged: ${named}.`, restoreRemedy)
}

/** What setting the marks would have to set; undone at once. */
function missingMarks(engine: PgliteEngine): Promise<string[]> {
  return engine.superuser(
    async (session) => {
      await session.query('begin')
      try {
        return await markLeakproof(session)
      } finally {
        await session.query('rollback')
      }
    },
    { lane: 'background' },
  )
}

export async function workspaceIds(session: Session): Promise<string[]> {
  return column(session, 'select id::text from workspace order by id')
}
