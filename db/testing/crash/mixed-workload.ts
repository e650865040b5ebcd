import { createHash } from 'node:crypto'
import type { Statement } from '../../engine'
import type { PgliteEngine } from '../../pglite/engine'
import { Random } from './random'
import type { Workload } from './workload'

const documents = 40

/**
 * Writes of every kind that leaves its own traces on a disk: heap, TOAST, jsonb and GIN, partitions made on the fly,
 * tables created, dropped and truncated, VACUUM, REINDEX and checkpoints.
 */
export const mixedWorkload: Workload = {
  async prepare(engine) {
    await engine.exec(`
      create table ledger (n int primary key, sum text not null);
      create table document (id int primary key, n int not null, body text not null, facts jsonb not null);
      create index on document using gin (facts);
      create table document_version (n int primary key, document_id int not null references document, body text not null);
      create index on document_version (document_id, n);
      create table event (n int not null, body text not null) partition by range (n);
      create index on event (n);
      create table tray (n int primary key, words tsvector not null);
      create index on tray using gin (words);
    `)
  },

  async step(engine, n) {
    await before(engine, n)
    await engine.pipeline(statementsOf(n))
    await after(engine, n)
  },

  async verify(engine) {
    const steps = await pairs(engine, 'select n, sum from ledger order by n')
    for (const [at, [n, sum]] of steps.entries()) {
      if (n !== at + 1 || sum !== sumOf(n))
        throw new Error(`step ${at + 1} is missing or changed (found ${n})`)
    }
    const last = steps.length
    await mustMatch(engine, 'select n, md5(body) from document_version order by n', range(1, last))
    await mustMatch(engine, 'select n, md5(body) from event order by n', range(1, last))
    await mustMatch(
      engine,
      'select n, md5(body) from document order by n',
      range(Math.max(1, last - documents + 1), last),
    )
    return last
  },
}

function statementsOf(n: number): Statement[] {
  const body = bodyOf(n)
  const facts = JSON.stringify({ n, tags: [`t${n % 7}`, `u${n % 11}`] })
  return [
    { sql: 'insert into ledger values ($1, $2)', params: [n, sumOf(n)] },
    {
      sql: `insert into document values ($1, $2, $3, $4)
            on conflict (id) do update set n = excluded.n, body = excluded.body, facts = excluded.facts`,
      params: [n % documents, n, body, facts],
    },
    { sql: 'insert into document_version values ($1, $2, $3)', params: [n, n % documents, body] },
    { sql: 'insert into event values ($1, $2)', params: [n, body] },
    { sql: "insert into tray values ($1, to_tsvector('simple', $2))", params: [n, body.slice(0, 400)] },
  ]
}

async function before(engine: PgliteEngine, n: number): Promise<void> {
  const from = n - (n % 20)
  await engine.exec(
    `create table if not exists event_${from} partition of event for values from (${from}) to (${from + 20})`,
  )
  if (n % 17 === 0)
    await engine.exec(
      `begin; truncate tray; create table if not exists side_${n} (a text); drop table if exists side_${Math.max(0, n - 34)}; commit`,
    )
}

const chores: readonly (readonly [number, string])[] = [
  [25, 'checkpoint'],
  [23, 'vacuum document'],
  [41, 'vacuum full document_version'],
  [37, 'reindex table document'],
  [53, 'create index concurrently if not exists by_body on event_0 (md5(body))'],
]

async function after(engine: PgliteEngine, n: number): Promise<void> {
  for (const [every, sql] of chores) if (n % every === 0) await engine.exec(sql)
}

/** Some bodies fit a page, some go to TOAST in several chunks; none compresses well. */
function bodyOf(n: number): string {
  const random = new Random(n)
  const words = random.pick([20, 200, 900])
  return Array.from({ length: words }, () => random.next().toString(36).slice(2)).join(' ')
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function sumOf(n: number): string {
  return md5(bodyOf(n))
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
}

async function mustMatch(engine: PgliteEngine, sql: string, steps: readonly number[]): Promise<void> {
  const found = await pairs(engine, sql)
  const expected = steps.map((n) => [n, sumOf(n)] as const)
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(
      `${sql}: the rows are not those of steps ${steps[0]}..${steps.at(-1)} (${found.length} found)`,
    )
  }
}

async function pairs(engine: PgliteEngine, sql: string): Promise<(readonly [number, string])[]> {
  const { rows } = await engine.query(sql, [], { rowMode: 'array' })
  return rows.map((row) => (Array.isArray(row) ? [Number(row[0]), String(row[1])] : [0, '']))
}
