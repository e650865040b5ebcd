import type { Session } from '../engine'
import { type Check, finding, fine, restoreRemedy } from './result'
import { column } from './steps'

const logs = ['execution', 'execution_content', 'execution_metric', 'event', 'usage_event'] as const
const months = `
  select l.name || to_char(m.month, '_YYYY_MM') from unnest(array['${logs.join("', '")}']) l (name)
   cross join generate_series(date_trunc('month', $1::timestamptz at time zone 'UTC'),
     date_trunc('month', $1::timestamptz at time zone 'UTC') + interval '1 month', interval '1 month') m (month)
   where to_regclass(l.name || to_char(m.month, '_YYYY_MM')) is null`

const partitionsRemedy = 'Start the studio again: it makes the months ahead and moves rows to their month.'

/** The trail, and the monthly partitions that runs and events are kept in. */
export function logChecks(session: Session, workspaces: () => Promise<string[]>, now: Date): Check[] {
  return [
    {
      name: 'trail',
      look: async () => {
        const broken: string[] = []
        for (const id of await workspaces()) {
          broken.push(
            ...(await column(
              session,
              "select format('event %s of device %s (%s)', seq, device_id, reason) from verify_event_chain($1)",
              [id],
            )),
          )
        }
        if (broken.length === 0) return fine('The trail is unbroken: no event was changed, removed or added.')
        return finding(`The trail is broken at ${broken.join(', ')}.`, restoreRemedy)
      },
    },
    {
      name: 'partitions',
      look: async () => {
        const missing = await column(session, months, [now.toISOString()])
        if (missing.length === 0) return fine('This month and the next are made ahead.')
        return finding(`These months are not made ahead: ${missing.join(', ')}.`, partitionsRemedy)
      },
    },
    {
      name: 'default partitions',
      look: async () => {
        const filled: string[] = []
        for (const log of logs) {
          const rows = await column(session, `select 1 from ${log}_default limit 1`)
          if (rows.length > 0) filled.push(`${log}_default`)
        }
        if (filled.length === 0) return fine('No row waits in a default partition.')
        return finding(`Rows wait in ${filled.join(', ')}.`, partitionsRemedy)
      },
    },
  ]
}
