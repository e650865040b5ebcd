import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine, Session } from './engine'
import { asApp, engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'
import { generatedId, insertGeneratedRows } from './testing/rows'

const vaultWide = ['account', 'app_setting', 'price', 'schema_migration', 'workspace']
const other = '019a0000-0000-7000-8000-00000000000f'

const names = async (session: Session, sql: string): Promise<string[]> =>
  (await rowsOf<{ name: string }>(session, sql)).map((row) => row.name)

const tables = "from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"

describe.each(engineKinds)('the rules of the schema on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
    await engine.query("select ensure_partitions('2026-02-01', '2026-02-01')")
    await insertGeneratedRows(engine)
  })
  afterAll(() => database.close())

  test('every table has the workspace first in its primary key, but for the listed ones', async () => {
    const without = await names(
      engine,
      `select c.relname as name ${tables} and not exists (select 1 from pg_index i join pg_attribute a
         on a.attrelid = c.oid and a.attnum = i.indkey[0]
         where i.indrelid = c.oid and i.indisprimary and a.attname = 'workspace_id' and a.attnotnull) order by 1`,
    )
    expect(without).toEqual(vaultWide)
  })

  test('every foreign key begins with the workspace, so that none can lead into another', async () => {
    const others = await names(
      engine,
      `select k.conname as name from pg_constraint k join pg_attribute a
         on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and a.attname <> 'workspace_id'`,
    )
    // A membership joins a workspace with an account, which belongs to the vault.
    expect(others).toEqual(['membership_account_fk'])
  })

  test('row security is forced and has a policy on every table and partition', async () => {
    const open = await names(
      engine,
      `select c.relname as name ${tables} and not (c.relrowsecurity and c.relforcerowsecurity
         and exists (select 1 from pg_policy p where p.polrelid = c.oid))`,
    )
    expect(open).toEqual([])
  })

  test('no definer functions, no views that skip row security, no grants on partitions', async () => {
    expect(
      await names(
        engine,
        `select p.oid::regprocedure::text as name from pg_proc p
          where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
      ),
    ).toEqual([])
    expect(
      await names(
        engine,
        `select relname as name from pg_class c where relnamespace = 'public'::regnamespace
          and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)))`,
      ),
    ).toEqual([])
    expect(
      await names(
        engine,
        `select c.relname as name from pg_class c, aclexplode(c.relacl) g
          where c.relispartition and g.grantee <> c.relowner`,
      ),
    ).toEqual([])
  })

  test('app sees its workspace only, and nothing without one', async () => {
    const readable = await names(
      engine,
      `select c.relname as name ${tables} and has_table_privilege('app', c.oid, 'select')
         and c.relname <> all ('{account,app_setting,price,schema_migration}')`,
    )
    expect(readable.length).toBeGreaterThan(45)
    const counts = `select ${readable.map((name) => `(select count(*)::int from "${name}") as "${name}"`).join(', ')}`
    const count = async (workspace: string | undefined) => {
      const [row] = await asApp(engine, workspace, (session) =>
        rowsOf<Record<string, number>>(session, counts),
      )
      return Object.entries(row ?? {})
        .flatMap(([name, rows]) => (rows === 0 ? [] : [name]))
        .sort()
    }
    expect(await count(generatedId)).toEqual(readable.sort())
    expect(await count(other)).toEqual([])
    expect(await count(undefined)).toEqual([])
  })

  test.each([
    ['a partition named directly', 'select 1 from execution_2026_02', '42501'],
    ['a default partition', 'select 1 from event_default', '42501'],
    ['an event changed', "update event set action = 'x'", '42501'],
    ['an event erased', 'delete from event', '42501'],
    ['the trail emptied', 'truncate event', '42501'],
    ['a version rewritten', "update entity_version set title = 'x'", '42501'],
    ['a version removed', 'delete from entity_version', '42501'],
    ['a version status rewritten', "update version_status set status = 'draft'", '42501'],
    ['a relationship rewritten', "update relationship set type = 'uses'", '42501'],
    ['an entity removed', 'delete from entity', '42501'],
    ['the record of migrations changed', "update schema_migration set hash = 'x'", '42501'],
    ['a table made', 'create table mine ()', '42501'],
    ['partitions made', 'select ensure_partitions(now(), now())', '42501'],
    ['a foreign row', `insert into workspace_clock values ('${other}', now())`, '42501'],
    ['a file read', "select pg_read_file('PG_VERSION')", '42501'],
  ])('app is refused: %s', async (_, sql, code) => {
    await expect(asApp(engine, generatedId, (session) => session.query(sql))).rejects.toMatchObject({ code })
  })

  test('app may close a version, and a finished run is frozen', async () => {
    const changed = await asApp(engine, generatedId, async (session) => {
      const close = await session.query(
        "update entity_version set valid_to = valid_from, state = 'past', status = 'draft'",
      )
      const finish = await session.query("update execution set status = 'success'")
      const again = await session.query("update execution set status = 'failed'")
      return [close.affectedRows, finish.affectedRows, again.affectedRows]
    })
    expect(changed).toEqual([1, 1, 0])
  })

  test('a shared connection is read where its owner is a member, and nowhere else', async () => {
    await engine.exec(`
      insert into workspace (id, name, slug, kind, created_at, updated_at)
        values ('${other}', 'Other', 'other', 'client', now(), now())`)
    const seen = () =>
      asApp(engine, other, (session) => rowsOf<{ id: string }>(session, 'select id from provider_connection'))
    await engine.exec('update provider_connection set shared = true, deleted_at = null')
    expect(await seen()).toEqual([])
    await engine.exec(`insert into membership (workspace_id, account_id, role, created_at, updated_at)
      values ('${other}', '${generatedId}', 'owner', now(), now())`)
    expect(await seen()).toEqual([{ id: generatedId }])
    const taken = await asApp(engine, other, (session) =>
      session.query('update provider_connection set name = name'),
    )
    expect(taken.affectedRows).toBe(0)
    await engine.exec('update provider_connection set shared = false')
    expect(await seen()).toEqual([])
  })
})
