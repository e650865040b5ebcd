import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { bigint, integer, jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDataDir, scratchFolder } from '../testing/crash/fresh-vault'
import { pgliteClient } from './drizzle-client'
import { openPglite, type PgliteEngine } from './engine'

const thing = pgTable('thing', {
  id: integer('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  at: timestamp('at', { withTimezone: true }),
  day: timestamp('day', { withTimezone: true, mode: 'string' }),
  big: bigint('big', { mode: 'bigint' }),
  exact: numeric('exact'),
  tags: text('tags').array(),
  facts: jsonb('facts'),
})

const mine = '018f0000-0000-7000-8000-000000000001'
const theirs = '018f0000-0000-7000-8000-000000000002'
let folder: string
let engine: PgliteEngine

beforeAll(async () => {
  folder = await scratchFolder()
  engine = await openPglite({ dataDir: await freshDataDir(join(folder, 'data')) })
  await engine.exec(`
    create table thing (id int primary key, workspace_id uuid not null, at timestamptz, day timestamptz, big int8,
      exact numeric, tags text[], facts jsonb);
    alter table thing enable row level security;
    create policy own on thing
      using (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));
    create role app; grant all on thing to app; set role app`)
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

describe('Drizzle over the engine', () => {
  test('reads what it wrote, of its workspace only', async () => {
    const db = drizzle(pgliteClient(engine, mine))
    const row = {
      id: 1,
      workspaceId: mine,
      at: new Date('2026-01-02T03:04:05.678Z'),
      day: '2026-01-02 03:04:05+00',
      big: 2n ** 60n,
      exact: '1.50',
      tags: ['a', 'b,"c'],
      facts: { a: [1, null] },
    }
    await db.insert(thing).values(row)
    expect(await db.select().from(thing)).toEqual([row])
    expect(await drizzle(pgliteClient(engine, theirs)).select().from(thing)).toEqual([])
    expect(await drizzle(pgliteClient(engine, null)).select().from(thing)).toEqual([])
    expect(await db.$count(thing)).toBe(1)
  })

  test('leaves no workspace behind in the session', async () => {
    await drizzle(pgliteClient(engine, mine)).select().from(thing)
    const { rows } = await engine.query("select nullif(current_setting('app.workspace', true), '') as left")
    expect(rows).toEqual([{ left: null }])
  })

  test('cannot write for another workspace', async () => {
    const db = drizzle(pgliteClient(engine, mine))
    const refused = db.insert(thing).values({ id: 2, workspaceId: theirs })
    await expect(refused).rejects.toMatchObject({ cause: { kind: 'sql', code: '42501' } })
  })

  test('has transactions with savepoints in them', async () => {
    const db = drizzle(pgliteClient(engine, mine))
    await db.transaction(async (tx) => {
      await tx.insert(thing).values({ id: 10, workspaceId: mine })
      const inner = tx.transaction(async (nested) => {
        await nested.insert(thing).values({ id: 11, workspaceId: mine })
        nested.rollback()
      })
      await expect(inner).rejects.toThrow()
    })
    expect(await db.select({ id: thing.id }).from(thing).where(sql`id >= 10`)).toEqual([{ id: 10 }])
    const undone = db.transaction(async (tx) => {
      await tx.delete(thing).where(eq(thing.id, 10))
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await db.$count(thing, eq(thing.id, 10))).toBe(1)
  })
})
