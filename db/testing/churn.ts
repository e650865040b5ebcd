import type { Engine } from '../engine'
import { bodyOf } from './backups'

/** Tables for `churn`, in a migrated vault whose session is superuser. */
export async function prepareChurn(engine: Engine): Promise<void> {
  await engine.exec(`
    create table churn_ledger (n int primary key, body text not null);
    create table churn_hot (id int primary key, n int not null, body text not null);
    create table churn_tray (n int primary key, words tsvector not null);
    create index on churn_tray using gin (words);`)
}

/** One step: a row that is kept, a row that is changed, and now and then what rewrites whole files. */
export async function churn(engine: Engine, n: number): Promise<void> {
  if (n % 7 === 0)
    await engine.exec(
      `begin; truncate churn_tray; create table churn_${n} as select * from churn_hot; commit`,
    )
  if (n % 14 === 0) await engine.exec(`drop table if exists churn_${n - 14}`)
  if (n % 29 === 0) await engine.exec('vacuum full churn_hot')
  if (n % 31 === 0) await engine.exec('reindex table churn_ledger')
  if (n % 43 === 0) await engine.exec(`create index concurrently churn_by_${n} on churn_ledger (md5(body))`)
  const body = bodyOf(n)
  await engine.pipeline([
    { sql: 'insert into churn_ledger values ($1, $2)', params: [n, body] },
    {
      sql: `insert into churn_hot values ($1, $2, $3)
            on conflict (id) do update set n = excluded.n, body = excluded.body`,
      params: [n % 40, n, body],
    },
    { sql: "insert into churn_tray values ($1, to_tsvector('simple', $2))", params: [n, body.slice(0, 400)] },
  ])
}
