import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDataDir, scratchFolder } from '../testing/crash/fresh-vault'
import { type HealthLine, openPglite, type PgliteEngine } from './engine'

let folder: string
let engine: PgliteEngine
const health: HealthLine[] = []

beforeAll(async () => {
  folder = await scratchFolder()
  engine = await openPglite({
    dataDir: await freshDataDir(join(folder, 'data')),
    onHealth: (line) => health.push(line),
    startup: async (session) => {
      const { rows } = await session.query("select 1 from pg_roles where rolname = 'app'")
      if (rows.length === 0) await session.exec('create role app; create extension if not exists vector')
      await session.exec('grant all on schema public to app; set role app')
    },
  })
  await engine.exec('create table item (id int primary key, name text unique, at timestamptz)')
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const slow = 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b'
const firstRow = async (sql: string, params: unknown[] = []) => (await engine.query(sql, params)).rows[0]

describe('values', () => {
  test('come back as they went in', async () => {
    await engine.exec(
      `create table value (j jsonb, b bytea, at timestamptz, exact numeric(30,10), big int8, tags text[], v vector(3), ok boolean)`,
    )
    const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256)
    const at = new Date('2026-02-28T23:59:59.999Z')
    const sent = [
      { a: ['ü', null] },
      bytes,
      at,
      '12345678901234567890.5',
      2n ** 60n,
      ['a,"b', null],
      '[1,2,3]',
      true,
    ]
    await engine.query('insert into value values ($1, $2, $3, $4, $5, $6, $7, $8)', sent)
    const { rows } = await engine.query('select * from value', [], { rowMode: 'array' })
    expect(rows).toEqual([
      [
        { a: ['ü', null] },
        bytes,
        at,
        '12345678901234567890.5000000000',
        2n ** 60n,
        ['a,"b', null],
        '[1,2,3]',
        true,
      ],
    ])
  })

  test('stay text where the caller reads them itself, and small int8 are numbers', async () => {
    const timestamptz = 1184
    const sql = "select '2026-01-01T00:00:00Z'::timestamptz as at, 5::int8 as five"
    const { rows, fields } = await engine.query(sql, [], { rawTypes: [timestamptz] })
    expect(rows).toEqual([{ at: '2026-01-01 00:00:00+00', five: 5 }])
    expect(fields[0]).toEqual({ name: 'at', dataTypeID: timestamptz })
  })

  test('that cannot be sent are refused without harm', async () => {
    await expect(engine.query('select $1::text', [() => 1])).rejects.toMatchObject({ kind: 'misuse' })
    expect(await firstRow('select 1 as one')).toEqual({ one: 1 })
  })
})

describe('a pipeline', () => {
  test('is one transaction with one flush', async () => {
    const before = engine.stats().fsyncs
    const results = await engine.pipeline([
      { sql: 'insert into item values ($1, $2)', params: [1, 'one'] },
      { sql: "update item set name = 'eins' where id = $1 returning name", params: [1] },
    ])
    expect(engine.stats().fsyncs - before).toBe(1)
    expect(results.map(({ affectedRows }) => affectedRows)).toEqual([1, 1])
    expect(results[1]?.rows).toEqual([{ name: 'eins' }])
  })

  test('is undone as a whole by its last statement', async () => {
    const statements = [
      { sql: 'insert into item values (2)' },
      { sql: "insert into item values (3, 'eins')" },
    ]
    const failed = engine.pipeline(statements)
    await expect(failed).rejects.toMatchObject({ kind: 'sql', code: '23505', fields: { table: 'item' } })
    expect((await engine.query('select 1 from item where id = 2')).rows).toEqual([])
  })

  test('goes on after a table changed under its prepared statements', async () => {
    await engine.exec('create table shifting (a int); insert into shifting values (1)')
    await engine.exec(
      `create function widen() returns void language plpgsql as $$ begin alter table shifting add b int default 7; end $$`,
    )
    expect(await firstRow('select * from shifting')).toEqual({ a: 1 })
    await engine.query('select widen()')
    expect(await firstRow('select * from shifting')).toEqual({ a: 1, b: 7 })
  })

  test('takes more different statements than are kept prepared', async () => {
    for (let n = 0; n < 1_100; n++) {
      expect(await firstRow(`select ${n} as n`)).toEqual({ n })
    }
    const { rows } = await engine.query('select count(*)::int as kept from pg_prepared_statements')
    expect(rows).toEqual([{ kept: 500 }])
  })
})

describe('COPY from the client', () => {
  test.each([
    'COPY item FROM STDIN',
    '/* a /* nested */ one */ copy item (id)\nfrom\tstdin with (format csv)',
    "select ';'; -- comment\nCoPy item from STDOUT",
    'select $x$;$x$; copy binary "from" from stdin',
  ])('is refused before it reaches the engine: %s', async (sql) => {
    await expect(engine.exec(sql)).rejects.toMatchObject({ kind: 'misuse' })
    await expect(engine.query(sql)).rejects.toMatchObject({ kind: 'misuse' })
  })

  test('in a string, a name or a comment is none', async () => {
    expect(await firstRow("select 'copy item from stdin' as copy -- copy a from stdin")).toEqual({
      copy: 'copy item from stdin',
    })
  })

  test('has a way that works', async () => {
    await engine.exec('create table heap (a int, b text)')
    const lines = Buffer.from('1\tone\n2\ttwo\n')
    await engine.superuser((session) => session.exec('grant pg_read_server_files to app'))
    expect(await engine.copyIn("copy heap from '/dev/blob'", lines)).toBe(2)
    await expect(engine.copyIn("copy heap from '/dev/blob'", Buffer.from('x\ty'))).rejects.toMatchObject({
      kind: 'sql',
      code: '22P02',
    })
  })
})

describe('a transaction', () => {
  test('is undone when its work throws', async () => {
    const failed = engine.transaction(async (session) => {
      await session.query('insert into item values (50)')
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect((await engine.query('select 1 from item where id = 50')).rows).toEqual([])
  })

  test('that passes over a failed statement is not taken for committed', async () => {
    const passedOver = engine.transaction(async (session) => {
      await session.query('insert into item values (51)')
      await session.query('select 1/0').catch(() => {})
    })
    await expect(passedOver).rejects.toMatchObject({ kind: 'sql', code: '25P02' })
  })

  test('finds the outer handle used inside it at once', async () => {
    const inside = engine.transaction(() => engine.query('select 1'))
    await expect(inside).rejects.toMatchObject({ kind: 'misuse' })
    const nested = engine.transaction(() => engine.transaction(async () => {}))
    await expect(nested).rejects.toMatchObject({ kind: 'misuse' })
  })

  test('may leave work behind that uses the handle once it is over', async () => {
    let later = Promise.resolve<unknown>(undefined)
    let over = () => {}
    const ended = new Promise<void>((resolve) => {
      over = resolve
    })
    await engine.transaction(async () => {
      later = ended.then(() => firstRow('select 7 as n'))
    })
    over()
    expect(await later).toEqual({ n: 7 })
  })

  test('ends the use of its session', async () => {
    const kept = await engine.transaction(async (session) => session)
    await expect(kept.query('select 1')).rejects.toMatchObject({ kind: 'misuse' })
  })

  test('held for long is written to the health log', async () => {
    await engine.transaction(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(health.map(({ event }) => event)).toContain('held')
  })

  test('whose work never ends is rolled back at its limit, without a restart', async () => {
    const { restarts } = engine.stats()
    const stuck = engine.transaction(() => new Promise(() => {}), { limitMs: 100 })
    await expect(stuck).rejects.toMatchObject({ kind: 'timeout' })
    expect(await firstRow('select 1 as one')).toEqual({ one: 1 })
    expect(engine.stats().restarts).toBe(restarts)
  })

  test('opened by hand is closed again', async () => {
    await expect(engine.exec('begin')).rejects.toMatchObject({ kind: 'misuse' })
    await engine.query('insert into item values (60)')
    const seen = await firstRow('select pg_current_xact_id_if_assigned()::text as open')
    expect(seen).toEqual({ open: null })
  })
})

describe('the session', () => {
  test('is the app, steps up for maintenance and down again, also when that fails', async () => {
    const role = async () => (await engine.query('select current_user::text as name')).rows
    const inside = await engine.superuser(
      async (session) => (await session.query('select current_user::text as name')).rows,
    )
    expect(inside).toEqual([{ name: 'postgres' }])
    expect(await role()).toEqual([{ name: 'app' }])
    const failed = engine.superuser((session) => session.exec('begin; select 1/0'))
    await expect(failed).rejects.toMatchObject({ code: '22012' })
    expect(await role()).toEqual([{ name: 'app' }])
  })

  test('over its limit is ended, opened again as the app, and those who waited go on', async () => {
    const over = engine.query(slow, [], { limitMs: 200 })
    const waiting = [firstRow('select current_user::text as name'), firstRow('select 2 as n')]
    await expect(over).rejects.toMatchObject({ kind: 'timeout', outcomeUnknown: true })
    expect(await Promise.all(waiting)).toEqual([{ name: 'app' }, { n: 2 }])
  })

  test('drops a call cancelled in the queue and ends one cancelled under way', async () => {
    const running = new AbortController()
    const queued = new AbortController()
    const first = engine.query(slow, [], { signal: running.signal })
    const second = engine.query('insert into item values (70)', [], { signal: queued.signal })
    queued.abort()
    await expect(second).rejects.toMatchObject({ kind: 'cancelled' })
    running.abort()
    await expect(first).rejects.toMatchObject({ kind: 'cancelled' })
    expect((await engine.query('select 1 from item where id = 70')).rows).toEqual([])
  })

  test('lost inside a transaction does not let it go on with the next worker', async () => {
    const broken = engine.transaction(async (session) => {
      await session.query('insert into item values (80)')
      await session.query(slow, [], { limitMs: 100 }).catch(() => {})
      await session.query('insert into item values (81)')
    })
    await expect(broken).rejects.toMatchObject({ kind: 'timeout' })
    expect((await engine.query('select id from item where id >= 80')).rows).toEqual([])
  })

  test('serves the user before the background, each in its order', async () => {
    const order: string[] = []
    const call = (name: string, lane: 'user' | 'background') =>
      engine.query('select 1', [], { lane }).then(() => order.push(name))
    const calls = [call('first', 'background'), call('b1', 'background'), call('b2', 'background')]
    await Promise.all([...calls, call('u1', 'user'), call('u2', 'user')])
    expect(order).toEqual(['first', 'u1', 'u2', 'b1', 'b2'])
  })
})

test('refuses calls after close, and a folder without a database', async () => {
  const other = await openPglite({ dataDir: await freshDataDir(join(folder, 'other')) })
  const last = other.query('select 1 as one')
  await other.close()
  expect((await last).rows).toEqual([{ one: 1 }])
  await expect(other.query('select 1')).rejects.toMatchObject({ kind: 'misuse' })
  await expect(openPglite({ dataDir: join(folder, 'nothing') })).rejects.toMatchObject({ code: 'empty' })
})

test('is shut down cleanly by close', async () => {
  const dataDir = await freshDataDir(join(folder, 'clean'))
  const other = await openPglite({ dataDir })
  await other.exec('create table a (b int)')
  await other.close()
  expect(await clusterState(dataDir)).toBe('shut down')
})

/** The state field of pg_control: 1 is a clean end, 6 a database that was left running. */
async function clusterState(dataDir: string): Promise<string> {
  const control = await readFile(join(dataDir, 'global/pg_control'))
  return control.readUInt32LE(16) === 1 ? 'shut down' : `state ${control.readUInt32LE(16)}`
}
