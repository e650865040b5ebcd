import { UUID, uuidv7obj } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from './engine'
import { asApp, engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'

const workspace = '019a0000-0000-7000-8000-000000000001'

/** A UUIDv7 of a given time. */
function idAt(instant: string): string {
  const time = Date.parse(instant)
  const bytes = Uint8Array.from(uuidv7obj().bytes)
  for (let n = 0; n < 6; n++) bytes[n] = Math.floor(time / 256 ** (5 - n)) % 256
  return UUID.ofInner(bytes).toString()
}

describe.each(engineKinds)('monthly partitions on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
    await engine.exec(`insert into workspace (id, name, slug, kind, created_at, updated_at)
      values ('${workspace}', 'One', 'one', 'personal', now(), now())`)
  })
  afterAll(() => database.close())

  const run = async (instant: string) => {
    const id = idAt(instant)
    await engine.query(
      `insert into execution (workspace_id, id, kind, trace_id, status, started_at)
       values ($1, $2, 'template', $2, 'success', $3)`,
      [workspace, id, instant],
    )
    await engine.query('insert into execution_content (workspace_id, execution_id) values ($1, $2)', [
      workspace,
      id,
    ])
    await engine.query(
      `insert into execution_metric (workspace_id, execution_id, id, name, value, source, at)
       values ($1, $2, $2, 'score', 1, 'user', $3)`,
      [workspace, id, instant],
    )
    return id
  }
  const ensure = async (from: string, to: string) =>
    (await rowsOf<{ made: number }>(engine, 'select ensure_partitions($1, $2) as made', [from, to]))[0]?.made
  const placeOf = async (id: string) =>
    (
      await rowsOf<{ place: string }>(
        engine,
        `select tableoid::regclass::text as place from execution where id = $1
         union all select tableoid::regclass::text from execution_content where execution_id = $1
         union all select tableoid::regclass::text from execution_metric where execution_id = $1`,
        [id],
      )
    ).map((row) => row.place)

  test('rows that wait in the default partition move, with their children, into the month they belong to', async () => {
    const first = await run('2024-03-01T00:00:00.000Z')
    const last = await run('2024-03-31T23:59:59.999Z')
    const next = await run('2024-04-01T00:00:00.000Z')
    expect(await placeOf(first)).toEqual([
      'execution_default',
      'execution_content_default',
      'execution_metric_default',
    ])
    expect(await ensure('2024-03-10', '2024-03-11')).toBe(5)
    const march = ['execution_2024_03', 'execution_content_2024_03', 'execution_metric_2024_03']
    expect(await placeOf(first)).toEqual(march)
    expect(await placeOf(last)).toEqual(march)
    expect((await placeOf(next))[0]).toBe('execution_default')
    expect(await ensure('2024-03-01', '2024-04-30')).toBe(5)
    expect((await placeOf(next))[0]).toBe('execution_2024_04')
    expect(await ensure('2024-03-01', '2024-04-30')).toBe(0)
    expect(await rowsOf(engine, 'select count(*)::int as n from execution')).toEqual([{ n: 3 }])
  })

  test('months go by UTC, whatever the session says, and cover a range of years', async () => {
    await engine.exec("set timezone = 'Pacific/Auckland'")
    expect(await ensure('2020-11-30T23:00:00Z', '2022-01-01T00:00:00Z')).toBe(15 * 5)
    await engine.exec("set timezone = 'UTC'")
    expect((await placeOf(await run('2020-11-30T23:59:59.999Z')))[0]).toBe('execution_2020_11')
  })

  test('a role that row security binds cannot lose sight of rows by it', async () => {
    await expect(
      asApp(engine, workspace, (session) =>
        session.query("select ensure_partitions('2030-01-01', '2030-01-01')"),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('a query by id range opens that month only', async () => {
    const plan = await engine.query(
      `explain select 1 from execution where workspace_id = '${workspace}'
         and id >= uuid_floor('2024-03-01T00:00:00Z') and id < uuid_floor('2024-04-01T00:00:00Z')`,
    )
    const text = JSON.stringify(plan.rows)
    expect(text).toContain('execution_2024_03')
    expect(text).not.toContain('execution_2024_04')
  })
})
