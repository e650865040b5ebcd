import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Session } from '../engine'
import { openPglite, type PgliteEngine } from '../pglite/engine'

export const salvageRequest = z.object({
  /** A copy: reading on past damage rewrites damaged pages. */
  dataDir: z.string(),
  /** Gets one file of JSON lines for each table. */
  into: z.string(),
})
export type SalvageRequest = z.infer<typeof salvageRequest>

export const salvaged = z.object({
  table: z.string(),
  rows: z.number().int(),
  /** Spans of pages that could not be read to the end. */
  unreadable: z.number().int(),
  problem: z.string().nullable(),
})
export type Salvaged = z.infer<typeof salvaged>

const pagesAtOnce = 64
/** Each failure costs a restart of the engine; a table that is mostly gone is given up. */
const mostFailures = 40

/**
 * Reads every table of a damaged vault as far as it can be read. Pages that do not agree with their checksum are read
 * as empty, rows whose long values are gone are passed over one by one.
 * @throws DbError where the database does not open at all
 */
export async function salvageRows(request: SalvageRequest): Promise<Salvaged[]> {
  await mkdir(request.into, { recursive: true, mode: 0o700 })
  const engine = await openPglite({ dataDir: request.dataDir, startup: readOnPastDamage })
  try {
    const tables = await tablesOf(engine)
    const found: Salvaged[] = []
    for (const table of tables) found.push(await salvageTable(engine, table, request.into))
    return found
  } finally {
    await engine.close()
  }
}

/** An index may be damaged where its table is not, so none is used. */
async function readOnPastDamage(session: Session): Promise<void> {
  await session.exec(`set zero_damaged_pages = on; set enable_indexscan = off; set enable_bitmapscan = off;
    set enable_indexonlyscan = off; set timezone = 'UTC'`)
}

const tableRow = z.object({ name: z.string(), pages: z.number() })
type Table = z.infer<typeof tableRow>

async function tablesOf(engine: PgliteEngine): Promise<Table[]> {
  const { rows } = await engine.query(
    `select c.oid::regclass::text as name,
       ceil(pg_relation_size(c.oid) / current_setting('block_size')::float)::int as pages
     from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map((row) => tableRow.parse(row))
}

interface Span {
  readonly from: number
  readonly to: number
}

async function salvageTable(engine: PgliteEngine, { name, pages }: Table, into: string): Promise<Salvaged> {
  const file = await open(join(into, `${name.replaceAll(/[^a-z0-9_]/g, '-')}.jsonl`), 'w', 0o600)
  let count = 0
  let unreadable = 0
  let problem: string | null = null
  const waiting: Span[] = []
  for (let from = 0; from < pages; from += pagesAtOnce) {
    waiting.unshift({ from, to: Math.min(pages, from + pagesAtOnce) })
  }
  try {
    for (let span = waiting.pop(); span && unreadable < mostFailures; span = waiting.pop()) {
      try {
        const lines = await readSpan(engine, name, span)
        if (lines.length > 0) await file.write(`${lines.join('\n')}\n`)
        count += lines.length
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
        unreadable++
        waiting.push(...halves(span))
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { table: name, rows: count, unreadable, problem }
}

/** A page that cannot be read whole is given up; the two halves of a longer span are tried by themselves. */
function halves({ from, to }: Span): Span[] {
  if (to - from <= 1) return []
  const middle = Math.floor((from + to) / 2)
  return [
    { from: middle, to },
    { from, to: middle },
  ]
}

async function readSpan(engine: PgliteEngine, table: string, { from, to }: Span): Promise<string[]> {
  const { rows } = await engine.query(
    `select to_jsonb(t)::text from only ${table} t
     where ctid >= '(${from},0)'::tid and ctid < '(${to},0)'::tid`,
    [],
    { rowMode: 'array' },
  )
  return rows.map((row) => (Array.isArray(row) ? String(row[0]) : ''))
}
