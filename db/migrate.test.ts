import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from './engine'
import { markLeakproof } from './marks'
import {
  ChangedMigrationError,
  MissingExtensionError,
  migrate,
  NewerVaultError,
  pending,
  type SchemaFile,
  type SchemaFiles,
  schemaFiles,
} from './migrate'
import { type Catalogue, catalogue, difference, withoutVector } from './testing/catalogue'
import { emptyDatabase, engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'
import { insertGeneratedRows, tableContents } from './testing/rows'

const files = schemaFiles()
const options = { appVersion: 'test' }

const file = (name: string, sql: string, more: Partial<SchemaFile> = {}): SchemaFile => ({
  name,
  sql,
  hash: `hash of ${sql}`,
  needs: [],
  onlyWith: undefined,
  ...more,
})

const plus = (...migrations: SchemaFile[]): SchemaFiles => ({
  ...files,
  migrations: [...files.migrations, ...migrations],
})

describe.each(engineKinds)('migrations on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
  })
  afterAll(() => database.close())

  test('a database that is up to date needs nothing and is left alone', async () => {
    const before = await catalogue(engine)
    const report = await migrate(engine, options)
    expect(report).toMatchObject({ applied: [], functions: [] })
    expect(report.leftOut.map((each) => each.name)).toEqual(
      kind === 'pglite' ? [] : ['0003_vector', 'similar'],
    )
    expect(difference(before, await catalogue(engine))).toEqual([])
  })

  test('a vault newer than the app is refused untouched', async () => {
    const before = await catalogue(engine)
    const older = { ...files, migrations: files.migrations.slice(0, 1) }
    await expect(migrate(engine, { ...options, files: older })).rejects.toThrow(NewerVaultError)
    expect(difference(before, await catalogue(engine))).toEqual([])
  })

  test('a migration that is not the one applied is refused', async () => {
    const [first, ...rest] = files.migrations
    if (!first) throw new Error('no migrations')
    const changed = { ...files, migrations: [{ ...first, hash: 'another' }, ...rest] }
    await expect(migrate(engine, { ...options, files: changed })).rejects.toThrow(ChangedMigrationError)
  })

  test('an extension that the server lacks is named before anything is changed', async () => {
    const before = await catalogue(engine)
    const wanting = plus(
      file('8000_a', 'create table a ()'),
      file('8001_b', '', { needs: ['no_such_thing'] }),
    )
    await expect(migrate(engine, { ...options, files: wanting })).rejects.toThrow(MissingExtensionError)
    expect(difference(before, await catalogue(engine))).toEqual([])
  })

  test('the hook runs before each migration, and a failing migration leaves nothing of itself', async () => {
    const seen: string[] = []
    const two = plus(
      file('9000_good', 'create table good (id int)'),
      file('9001_bad', 'create table bad (id int); select 1 / 0'),
    )
    const before = async (migration: SchemaFile) => {
      const there = await rowsOf<{ good: boolean }>(engine, "select to_regclass('good') is not null as good")
      seen.push(`${migration.name} good=${there[0]?.good}`)
    }
    await expect(migrate(engine, { ...options, files: two, before })).rejects.toMatchObject({ code: '22012' })
    expect(seen).toEqual(['9000_good good=false', '9001_bad good=true'])
    expect(await rowsOf(engine, "select to_regclass('bad') is null as gone")).toEqual([{ gone: true }])
    expect((await pending(engine, two)).map((each) => each.name)).toEqual(['9001_bad'])
    await engine.exec("drop table good; delete from schema_migration where name = '9000_good'")
  })

  test('a function whose text changed is applied again, the others are not', async () => {
    const answer = (n: number) =>
      file('answer', `create or replace function answer() returns int language sql as 'select ${n}'`)
    const withAnswer = (n: number) => ({ ...files, functions: [...files.functions, answer(n)] })
    await migrate(engine, { ...options, files: withAnswer(1) })
    expect((await migrate(engine, { ...options, files: withAnswer(2) })).functions).toEqual(['answer'])
    expect(await rowsOf(engine, 'select answer() as answer')).toEqual([{ answer: 2 }])
    await engine.exec("drop function answer(); delete from schema_migration where name = 'answer'")
  })
})

describe('step by step', () => {
  const made = new Map<Engine['kind'], Catalogue>()

  test.each(engineKinds)('each migration keeps the rows its predecessor had, on %s', async (kind) => {
    const { engine, close } = await emptyDatabase(kind)
    const usable = (await pending(engine, files)).map((each) => each.name)
    for (let n = 1; n <= usable.length; n++) {
      await engine.exec('drop schema public cascade; create schema public')
      const upTo = (count: number) => ({
        functions: [],
        migrations: files.migrations.filter((each) => usable.slice(0, count).includes(each.name)),
      })
      await migrate(engine, { ...options, files: upTo(n - 1) })
      await insertGeneratedRows(engine)
      const before = await tableContents(engine)
      expect((await migrate(engine, { ...options, files: upTo(n) })).applied).toEqual([usable[n - 1]])
      expect((await tableContents(engine, before.columns)).rows).toEqual(before.rows)
    }
    await engine.exec('drop schema public cascade; create schema public')
    await migrate(engine, { ...options, files })
    await markLeakproof(engine)
    made.set(kind, await catalogue(engine))
    await close()
  })

  test('the prepared vault is what the migrations make', async () => {
    const prepared = await testDatabase('pglite')
    const found = await catalogue(prepared.engine)
    await prepared.close()
    expect(difference(found, made.get('pglite') ?? {})).toEqual([])
    expect(found.tables?.length).toBeGreaterThan(50)
  })

  test('native PostgreSQL is made the same, but for vectors', () => {
    const [pglite, postgres] = [made.get('pglite'), made.get('postgres')]
    if (!pglite || !postgres) throw new Error('the step before failed')
    expect(difference(withoutVector(postgres), withoutVector(pglite))).toEqual([])
  })
})
