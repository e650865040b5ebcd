import { command } from '../command'
import { usage } from '../exit'
import { json, table } from '../table'

const help = `promptstudio sql "SELECT ..." [options]

Reads one workspace by SQL: one SELECT, VALUES, TABLE or WITH. Nothing can be changed, and no other workspace is seen.
"-" reads the statement from standard input.

  --limit N      at most N rows (default 1000, up to 10000)
  --seconds N    give up after N seconds (default 10, up to 60)

Examples
  promptstudio sql "select title, status from entity where type = 'template'"
  promptstudio sql "select model, count(*), sum(cost) from execution group by model order by 2 desc"
  promptstudio sql - --json < report.sql
`

export const sql = command({
  name: 'sql',
  summary: 'read a workspace by SQL',
  help,
  options: { limit: { type: 'string' }, seconds: { type: 'string' } },
  async run({ values, words, client, io }) {
    const [word, ...more] = words
    if (!word || more.length > 0) throw usage('Give one statement in quotes: promptstudio sql "select ...".')
    const answer = await client.sql.query({
      text: word === '-' ? await io.input() : word,
      maxRows: within('--limit', values.limit, 1000, 10_000),
      limitMs: within('--seconds', values.seconds, 10, 60) * 1000,
    })
    io.out(values.json ? json(answer) : table(answer.columns, answer.rows))
    const count = answer.rows.length === 1 ? '1 row' : `${answer.rows.length} rows`
    io.tell(answer.truncated ? `${count}, and there are more.` : `${count} in ${answer.ms} ms.`)
    return 0
  },
})

function within(name: string, text: string | undefined, standard: number, most: number): number {
  if (text === undefined) return standard
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw usage(`${name} takes a whole number from 1 to ${most}, not "${text}".`)
}
