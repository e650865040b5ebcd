import type { Engine, Session } from '../engine'
import { rolledBack } from '../rolled-back'
import { type Check, finding, fine } from './result'
import { column } from './steps'

const tables = ['entity_stats', 'daily_usage', 'workspace_usage_summary'] as const

/** The running sums are those that refresh_read_model() gives: it is run, compared, and rolled back. */
export function figuresCheck(engine: Engine, workspaces: () => Promise<string[]>): Check {
  return {
    name: 'figures',
    look: async () => {
      const wrong: string[] = []
      for (const id of await workspaces()) wrong.push(...(await differing(engine, id)))
      if (wrong.length === 0) return fine('Statistics equal what the runs add up to.')
      return finding(
        `Statistics do not equal what the runs add up to: ${wrong.join(', ')}.`,
        'Start the studio again; if they stay wrong, report it: the runs themselves are whole.',
      )
    },
  }
}

function differing(engine: Engine, workspaceId: string): Promise<string[]> {
  const work = async (session: Session) => {
    await session.query("select set_config('app.workspace', $1, true)", [workspaceId])
    const kept = await sums(session)
    await session.query('select refresh_read_model()')
    const rebuilt = await sums(session)
    return tables
      .filter((_, at) => kept[at] !== rebuilt[at])
      .map((table) => `${table} of workspace ${workspaceId}`)
  }
  return rolledBack(engine, work, { lane: 'background', limitMs: 10 * 60_000 })
}

async function sums(session: Session): Promise<string[]> {
  const all: string[] = []
  for (const table of tables) {
    all.push(
      ...(await column(
        session,
        `select coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from ${table} t`,
      )),
    )
  }
  return all
}
