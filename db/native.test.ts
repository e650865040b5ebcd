import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from './engine'
import { openNative } from './native'
import { nativeCluster } from './testing/native'

let engine: Engine

beforeAll(async () => {
  engine = await (await nativeCluster()).database({ migrated: false })
  await engine.exec('create table note (id int primary key, text text)')
})
afterAll(() => engine.close())

const count = async () => (await engine.query('select count(*)::int as n from note')).rows

test('a pipeline is all or nothing, and the session is usable after a refusal', async () => {
  const two = [{ sql: "insert into note values (1, 'a')" }, { sql: 'select 1 / $1::int', params: [0] }]
  await expect(engine.pipeline(two)).rejects.toMatchObject({ kind: 'sql', code: '22012' })
  expect(await count()).toEqual([{ n: 0 }])
  const [inserted, read] = await engine.pipeline([
    { sql: 'insert into note values ($1, $2)', params: [1, 'a'] },
    { sql: 'select text from note' },
  ])
  expect(inserted?.affectedRows).toBe(1)
  expect(read?.rows).toEqual([{ text: 'a' }])
  await expect(engine.query("insert into note values (1, 'b')")).rejects.toMatchObject({
    code: '23505',
    fields: { constraint: 'note_pkey', table: 'note' },
  })
})

test('values come as PGlite reads them, or raw where Drizzle asks for that', async () => {
  const sql = `select 9007199254740993::int8 as big, 7::int8 as small, 1.50::numeric as exact, true as yes,
    '2026-02-28 12:00:00.123456+00'::timestamptz as at, '{"a":1}'::jsonb as doc, '\\x00ff'::bytea as bin, array[1,2] as list`
  const { rows, fields } = await engine.query(sql)
  expect(rows).toEqual([
    {
      big: 9007199254740993n,
      small: 7,
      exact: '1.50',
      yes: true,
      at: new Date('2026-02-28T12:00:00.123Z'),
      doc: { a: 1 },
      bin: Buffer.from([0, 255]),
      list: [1, 2],
    },
  ])
  expect(fields[4]).toEqual({ name: 'at', dataTypeID: 1184 })
  const raw = await engine.query(sql, [], { rowMode: 'array', rawTypes: [1184, 20] })
  expect(Object(raw.rows[0]).slice(0, 5)).toEqual([
    '9007199254740993',
    '7',
    '1.50',
    true,
    '2026-02-28 12:00:00.123456+00',
  ])
})

test('a prepared statement survives a change of its table', async () => {
  const read = () => engine.query('select * from note')
  await read()
  await engine.exec('alter table note add column more int')
  expect((await read()).rows).toEqual([{ id: 1, text: 'a', more: null }])
})

test('a call over its limit or aborted is cancelled on the server, and the next one is answered', async () => {
  await expect(engine.query('select pg_sleep(30)', [], { limitMs: 100 })).rejects.toMatchObject({
    kind: 'timeout',
  })
  const aborter = new AbortController()
  const aborted = engine.query('select pg_sleep(30)', [], { signal: aborter.signal })
  aborter.abort()
  await expect(aborted).rejects.toMatchObject({ kind: 'cancelled' })
  expect(await count()).toEqual([{ n: 1 }])
})

test('callers take turns, and a transaction keeps the session until it ends', async () => {
  const order: string[] = []
  const slow = engine.transaction(async (session) => {
    await session.query("insert into note values (2, 'inside')")
    order.push('inside')
    expect((await Promise.all([session.query('select 1'), session.query('select 2')])).length).toBe(2)
    throw new Error('undo')
  })
  const next = count().then((rows) => {
    order.push('after')
    return rows
  })
  await expect(slow).rejects.toThrow('undo')
  expect(await next).toEqual([{ n: 1 }])
  expect(order).toEqual(['inside', 'after'])
})

test('the outer engine used inside its own transaction fails at once instead of waiting for ever', async () => {
  await expect(engine.transaction(() => engine.query('select 1'))).rejects.toMatchObject({ kind: 'misuse' })
})

test('a server that is not there, a lost connection and a closed engine say so', async () => {
  await expect(openNative({ host: '/nowhere', database: 'x', user: 'x' })).rejects.toMatchObject({
    kind: 'lost',
  })
  const cluster = await nativeCluster()
  const other = await cluster.database({ migrated: false })
  await expect(other.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject({
    code: '57P01',
  })
  await other.close()
  await expect(other.query('select 1')).rejects.toMatchObject({ kind: 'misuse' })
})
