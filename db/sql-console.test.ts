import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DbError, type Engine } from './engine'
import { readSql } from './sql-console'
import { rowsOf } from './testing/databases'
import { nativeTestVault, type TestVault, testVault, testWorkspace } from './testing/vault'

const canary = 'canary-of-the-other-client'

/** Out of the role, out of the workspace, out of the transaction, out of the database; each alone must fail. */
const escapes = {
  'RESET ROLE': 'reset role',
  'SET ROLE': 'set role none',
  'SET SESSION AUTHORIZATION': 'set session authorization default',
  'another role in a SELECT': "select set_config('role', 'none', false), (select count(*) from workspace)",
  'another role for SQL given as text':
    "select set_config('role', 'none', true), query_to_xml('select * from account', true, true, '')",
  'another workspace first':
    "with w as materialized (select set_config('app.workspace', $other$, true)) select workspace.name from w, workspace",
  'the directory of workspaces': "select set_config('app.directory', 'on', true), name from workspace",
  'set_config inside SQL given as text':
    "select * from ts_stat('select set_config(''role'', ''none'', false)')",
  'set_config behind a rewrite': "select ts_rewrite('a'::tsquery, 'select ''a''::tsquery, ''b''::tsquery')",
  'the settings view': "update pg_settings set setting = 'none' where name = 'role'",
  'two statements': "select 1; select set_config('role', 'none', false)",
  'two statements, the second alone': 'select 1; reset role',
  'the end of the transaction': 'commit; reset role',
  'a bracket that closes ours': 'select 1) as x; reset role; select (1',
  'a comment over our end': 'select 1 /*; */; reset role --',
  'a cursor of its own': 'select 1; declare c cursor with hold for select 1',
  'COPY FROM STDIN': 'copy account from stdin',
  'COPY FROM STDIN behind a query': 'select 1; copy account from stdin',
  'COPY TO PROGRAM': "copy (select 1) to program 'touch /tmp/promptstudio-escaped'",
  'COPY TO a file': "copy account to '/tmp/promptstudio-escaped'",
  'COPY hidden by a comment': '/* select */ copy account from stdin',
  lo_export: "select lo_export(1, '/tmp/promptstudio-escaped')",
  lo_import: "select lo_import('/etc/passwd')",
  lo_create: 'select lo_create(0)',
  lo_from_bytea: "select lo_from_bytea(0, 'x')",
  pg_read_file: "select pg_read_file('/etc/passwd')",
  pg_read_binary_file: "select pg_read_binary_file('/etc/passwd')",
  pg_ls_dir: "select pg_ls_dir('.')",
  pg_stat_file: "select pg_stat_file('postgresql.conf')",
  'a message into the log': "select pg_logical_emit_message(false, 'x', repeat('x', 1000))",
  'DO block': "do $$ begin perform set_config('role', 'none', false); end $$",
  CALL: 'call something()',
  'EXPLAIN ANALYZE of a write': "explain analyze update account set name = 'gone'",
  'INSERT in a CTE': 'with x as (insert into favorite default values returning *) select * from x',
  'DELETE in a CTE': 'with x as (delete from draft returning *) select * from x',
  UPDATE: "update account set name = 'gone'",
  'SELECT INTO': 'select 1 as a into gone',
  'SELECT FOR UPDATE': 'select * from account for update',
  'CREATE TEMP TABLE': 'create temp table gone as select 1',
  'a function that writes':
    "select begin_command(current_workspace(), '019a0000-0000-7000-8000-000000000001', 'test', now())",
  'the rebuild of figures': 'select refresh_read_model()',
  LISTEN: 'listen studio',
  pg_notify: "select pg_notify('studio', 'x')",
  'an advisory lock': 'select pg_advisory_lock(42)',
  'the end of another session': 'select pg_terminate_backend(pg_backend_pid())',
  sleep: 'select pg_sleep(60)',
  PREPARE: 'prepare x as select 1',
  'EXECUTE of a statement of ours': 'execute s1',
  'the texts of other statements': 'select * from pg_prepared_statements',
  'password hashes': 'select * from pg_authid',
  'statistics of hidden rows': 'select * from pg_statistic',
  'a setting of an extension': 'select set_limit(0.9)',
  'the seed of random()': 'select setseed(0.5)',
  'a NUL': 'select 1\0\0\0P\0\0\0\u000breset role\0\0',
  nothing: ' -- nothing\n',
} as const

/** No right, no such grammar, nothing that acts: not a mistake in the attack itself. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof DbError)) return false
  return error.kind === 'misuse' || ['42501', '42601', '0A000', '25006'].includes(error.code ?? '')
}

describe.each([
  ['pglite', testVault],
  ['postgres', nativeTestVault],
] as const)('the SQL console on %s', (_, open) => {
  let vault: TestVault
  let engine: Engine
  let otherId: string

  const ask = (text: string, limits: { limitMs?: number; maxRows?: number } = {}) =>
    readSql(engine, vault.who.workspaceId, {
      text: text.replaceAll('$other$', `'${otherId}'`),
      limitMs: 20_000,
      maxRows: 1000,
      ...limits,
    })
  const behindCursor = (text: string) =>
    engine.transaction(async (session) => {
      await session.query('set transaction read only')
      await session.query('set local role app_reader')
      await session.query(`declare wall cursor for\n${text.replaceAll('$other$', `'${otherId}'`)}`)
      await session.query('fetch 1 from wall')
    })
  const state = async () =>
    rowsOf(
      engine,
      `select current_user::text as role, coalesce(nullif(current_setting('app.workspace', true), ''), '-') as workspace,
         coalesce(nullif(current_setting('app.directory', true), ''), '-') as directory,
         current_setting('transaction_read_only') as read_only, show_limit() as limit,
         (select count(*) from pg_locks where locktype = 'advisory') as locks,
         (select count(*) from pg_cursors where name like 'console%') as cursors,
         (select count(*) from pg_listening_channels()) as channels,
         (select count(*) from pg_largeobject_metadata) as objects,
         (select string_agg(name, ',' order by name) from account) as accounts,
         to_regclass('gone') is null as nothing_made`,
    )

  beforeAll(async () => {
    vault = await open()
    engine = vault.engine
    otherId = (await testWorkspace(engine, vault.who.accountId, canary)).workspaceId
    await ask('select 1')
  })
  afterAll(() => vault.close())

  test.each(Object.entries(escapes))('refuses %s and stays as it was', async (_name, text) => {
    const before = await state()
    await expect(ask(text)).rejects.toSatisfy(isRefusal)
    // The cursor's grammar, the role and READ ONLY hold without the friendly look at the first word.
    if (!text.includes('\0')) await expect(behindCursor(text)).rejects.toSatisfy(isRefusal)
    expect(await state()).toEqual(before)
    expect(before).toMatchObject([{ role: 'app', workspace: '-', nothing_made: true, locks: 0 }])
  })

  test('shows nothing where the right that keeps it in was given back', async () => {
    const setConfig = 'execute on function set_config(text, text, boolean)'
    const asOwner = (sql: string) =>
      engine.transaction(async (session) => {
        await session.query('set local role none')
        await session.query(sql)
      })
    await asOwner(`grant ${setConfig} to app_reader`)
    try {
      await expect(ask(escapes['another workspace first'])).rejects.toThrow('nothing was shown')
    } finally {
      await asOwner(`revoke ${setConfig} from app_reader`)
    }
    await expect(ask(escapes['another workspace first'])).rejects.toMatchObject({ code: '42501' })
  })

  test('shows the rows of its own workspace and of no other', async () => {
    const { columns, rows } = await ask('select id, name from workspace')
    expect({ columns, rows }).toEqual({ columns: ['id', 'name'], rows: [[vault.who.workspaceId, 'Test']] })
    const tables = await rowsOf<{ name: string }>(
      engine,
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
         and has_table_privilege('app', oid, 'SELECT') and not relispartition`,
    )
    expect(tables.length).toBeGreaterThan(40)
    for (const { name } of tables) {
      const answer = await ask(`select * from "${name}"`)
      expect(JSON.stringify(answer.rows), name).not.toContain(canary)
      if (name !== 'account') expect(JSON.stringify(answer.rows), name).not.toContain(otherId)
    }
  })

  test('even SQL given as text to a function that is left stays inside', async () => {
    const { rows } = await ask("select schema_to_xml('public', true, false, '')::text")
    expect(JSON.stringify(rows)).toContain(vault.who.workspaceId)
    expect(JSON.stringify(rows)).not.toContain(canary)
  })

  test('takes comments, brackets, a semicolon at the end, VALUES, TABLE and WITH RECURSIVE', async () => {
    for (const text of [
      '/* a /* nested */ one */ -- and a line\n ((select 1))',
      'select 1;',
      'values (1)',
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 1) table n',
    ]) {
      expect((await ask(text)).rows, text).toEqual([[1]])
    }
    expect((await ask('table workspace')).rows).toHaveLength(1)
  })

  test('answers values as JSON can carry them, and columns also without rows', async () => {
    const { rows } = await ask(
      `select 9223372036854775807::int8, count(*), 'NaN'::float8, '\\x00ff'::bytea, 1.50::numeric, null, true,
         '{"a": [1]}'::jsonb, array[1, 2], 'infinity'::timestamptz, '2026-02-28 12:34:56.123456+00'::timestamptz`,
    )
    expect(rows).toEqual([
      [
        '9223372036854775807',
        1,
        'NaN',
        '\\x00ff',
        '1.50',
        null,
        true,
        { a: [1] },
        [1, 2],
        'infinity',
        '2026-02-28 12:34:56.123456+00',
      ],
    ])
    expect(await ask('select 1 as a, 2 as a where false')).toEqual({
      columns: ['a', 'a'],
      rows: [],
      truncated: false,
    })
  })

  test('stops at the rows asked for and says so, without reading the rest', async () => {
    const endless = await ask(
      'with recursive n(i) as (select 1 union all select i + 1 from n) select i from n',
      {
        maxRows: 250,
      },
    )
    expect(endless).toMatchObject({ truncated: true })
    expect(endless.rows).toHaveLength(250)
    expect(await ask('select generate_series(1, 250)', { maxRows: 250 })).toMatchObject({ truncated: false })
  })

  test('stops at 8 MB, and refuses a row that is larger', async () => {
    const wide = await ask("select repeat('x', 1000000) from generate_series(1, 90)")
    expect(wide.truncated).toBe(true)
    expect(wide.rows.length).toBeLessThan(10)
    await expect(ask("select repeat('x', 9000000)")).rejects.toThrow('Select fewer columns')
  })

  test('says where in the text of the user an error lies', async () => {
    await expect(ask('select nme from workspace')).rejects.toMatchObject({
      code: '42703',
      fields: { position: '8' },
    })
  })

  test('survives what asks for more memory or disk than there is', async () => {
    const before = await state()
    await expect(ask("select repeat('x', 1073741820) || 'xxxxxxxxxxxx'")).rejects.toBeInstanceOf(DbError)
    await expect(
      ask("select i, repeat('x', 8000) from generate_series(1, 100000000) i order by 2, 1 desc", {
        limitMs: 60_000,
      }),
    ).rejects.toMatchObject({ code: '53400' })
    expect(await state()).toEqual(before)
  })

  test.each([
    [
      'an endless recursion',
      'with recursive n(i) as (select 1 union all select i from n) select count(*) from n',
    ],
    ['an endless series', 'select count(*) from generate_series(1, 100000000000)'],
  ])('ends %s at its limit, and the next question is answered', async (_name, text) => {
    const before = await state()
    await expect(ask(text, { limitMs: 500 })).rejects.toMatchObject({ kind: 'timeout' })
    expect(await state()).toEqual(before)
    expect((await ask('select name from workspace')).rows).toEqual([['Test']])
  })
})
