import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from './engine'
import { asApp, engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'

const device = '019a0000-0000-7000-8000-00000000000d'

describe.each(engineKinds)('the trail on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine
  let workspace: string

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
  })
  afterAll(() => database.close())

  beforeEach(async () => {
    workspace = uuidv7()
    await engine.query(
      `insert into workspace (id, name, slug, kind, created_at, updated_at)
       values ($1::uuid, 'One', $1::text, 'personal', now(), now())`,
      [workspace],
    )
    for (let n = 1; n <= 5; n++) await append(`step.${n}`)
  })

  const append = (action: string) =>
    asApp(engine, workspace, async (session) => {
      await session.query('select begin_command($1, $2, $3, $4)', [
        workspace,
        uuidv7(),
        'test',
        '2026-02-28T12:00:00Z',
      ])
      return rowsOf<{ seq: number }>(
        session,
        `select append_event($1, $2, $3, 'test', null, $4, null, null, null, '[{"path": "title"}]', '{"a": 1}') as seq`,
        [workspace, uuidv7(), device, action],
      )
    })

  const broken = () => rowsOf(engine, 'select seq, reason from verify_event_chain($1)', [workspace])
  const change = (sql: string) => engine.query(sql, [workspace])

  test('is gapless and verifies, also in a session of another time zone', async () => {
    expect(await append('last')).toEqual([{ seq: 6 }])
    expect(await broken()).toEqual([])
    await engine.exec("set timezone = 'Asia/Tokyo'")
    expect(await broken()).toEqual([])
    await engine.exec("set timezone = 'UTC'")
  })

  test.each([
    [
      'a changed header',
      "update event set action = 'other' where workspace_id = $1 and seq = 3",
      3,
      'header',
    ],
    [
      'a moved instant',
      "update event set at = at + interval '1 microsecond' where workspace_id = $1 and seq = 2",
      2,
      'header',
    ],
    ['a changed payload', `update event set fields = '[]' where workspace_id = $1 and seq = 4`, 4, 'payload'],
    [
      'a payload without its salt',
      'update event set salt = null where workspace_id = $1 and seq = 4',
      4,
      'payload',
    ],
    ['a missing event', 'delete from event where workspace_id = $1 and seq = 2', 3, 'gap'],
    ['a missing beginning', 'delete from event where workspace_id = $1 and seq = 1', 2, 'gap'],
    ['a missing end', 'delete from event where workspace_id = $1 and seq = 5', 5, 'head'],
    ['a trail emptied', 'delete from event where workspace_id = $1', 5, 'head'],
  ])('tells %s', async (_, sql, seq, reason) => {
    await change(sql)
    expect(await broken()).toEqual([{ seq, reason }])
  })

  test('tells an event rewritten with a hash of its own', async () => {
    await change("update event set action = 'forged' where workspace_id = $1 and seq = 3")
    await change('update event e set hash = event_hash(e) where workspace_id = $1 and seq = 3')
    expect(await broken()).toEqual([{ seq: 4, reason: 'link' }])
  })

  test('verifies after a payload was erased, and after a month left behind its anchor', async () => {
    await change(
      'update event set fields = null, context = null, salt = null where workspace_id = $1 and seq = 2',
    )
    expect(await broken()).toEqual([])
    await change(`insert into event_anchor (workspace_id, device_id, epoch, seq, hash, at, rows)
      select workspace_id, device_id, epoch, seq, hash, at, 3 from event where workspace_id = $1 and seq = 3`)
    await change('delete from event where workspace_id = $1 and seq <= 3')
    expect(await broken()).toEqual([])
  })

  test('goes on in a new epoch after a restore', async () => {
    await asApp(engine, workspace, (session) =>
      session.query('select begin_event_epoch($1, $2)', [workspace, device]),
    )
    expect(await append('after the restore')).toEqual([{ seq: 1 }])
    expect(await broken()).toEqual([])
    await change('delete from event where workspace_id = $1 and epoch = 1 and seq = 5')
    expect(await broken()).toEqual([{ seq: 5, reason: 'head' }])
  })
})
