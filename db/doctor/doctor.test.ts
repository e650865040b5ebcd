import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BackupEntry } from '../../contract/vault'
import { openVault, type Vault } from '../open'
import { makePartitions } from '../partitions'
import { record } from '../record'
import { textTemplate, twoNodes } from '../testing/documents'
import { begunRun, finishedRun } from '../testing/runs'
import { testWorkspace } from '../testing/vault'
import { vaultPaths } from '../vault-paths'
import { createEntity } from '../write/create-entity'
import { judgeBackups } from './backups'
import { judgeFlushing } from './engine'
import { judgeDisk } from './files'
import { type CheckResult, examine, vaultChecks } from './index'

const folder = mkdtempSync(join(tmpdir(), 'promptstudio-doctor-'))
const paths = vaultPaths(folder)
let vault: Vault
let itemId: string

const open = () => openVault({ paths, appVersion: 'test' })

async function look(
  options: { only?: string; full?: boolean; now?: Date; from?: Vault | null } = {},
): Promise<CheckResult[]> {
  const { only, full = false, now = new Date(), from = vault } = options
  const checks = vaultChecks({ paths, engine: from?.engine ?? null, problem: 'It did not open.', full, now })
  return examine(checks.filter(({ name }) => only === undefined || name === only))
}

const plant = (sql: string) =>
  vault.engine.superuser(async (session) => {
    await session.exec('set session_replication_role = replica')
    try {
      await session.exec(sql)
    } finally {
      await session.exec('set session_replication_role = origin')
    }
  })

beforeAll(async () => {
  vault = await open()
  const { engine } = vault
  await engine.superuser((session) => makePartitions(session))
  const who = await testWorkspace(engine)
  const labId = uuidv7()
  itemId = uuidv7()
  await createEntity(engine, who, {
    commandId: uuidv7(),
    id: labId,
    type: 'lab',
    parentId: null,
    title: 'Lab',
    description: '',
    document: { kind: 'lab' },
  })
  const variables = [{ name: 'who', type: 'text' as const, required: true, description: '', rules: {} }]
  const made = await createEntity(engine, who, {
    commandId: uuidv7(),
    id: itemId,
    type: 'template',
    parentId: labId,
    title: 'Greeting',
    description: '',
    document: textTemplate('Hello {{ who }}', { variables }),
  })
  await createEntity(engine, who, {
    commandId: uuidv7(),
    id: uuidv7(),
    type: 'workflow',
    parentId: labId,
    title: 'Flow',
    description: '',
    document: twoNodes(itemId),
  })
  const run = begunRun({ entityId: itemId, versionId: made.versionId, versionNumber: 1 })
  await record(engine, who, { commandId: uuidv7(), begun: [run] })
  await record(engine, who, { commandId: uuidv7(), finished: [finishedRun(run.id)] })
})
afterAll(async () => {
  await vault.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each([false, true])('finds nothing in a healthy vault (every page: %s)', async (full) => {
  const results = await look({ full })
  expect(results.filter(({ ok }) => !ok)).toEqual([])
  expect(results.length).toBeGreaterThan(15)
})

/** What goes wrong, by the check that must find it, and how it is mended again. */
const faults: Readonly<Record<string, readonly [fault: string, mend: string]>> = {
  heads: [
    "update entity set title = 'Other' where type = 'template'",
    "update entity set title = 'Greeting' where type = 'template'",
  ],
  events: [
    'create table planted as select * from event order by seq desc limit 1; delete from event where id in (select id from planted)',
    'insert into event select * from planted; drop table planted',
  ],
  trail: ["update event set action = action || '!'", "update event set action = rtrim(action, '!')"],
  contents: [
    'create table planted as select * from content; delete from content',
    'insert into content select * from planted; drop table planted',
  ],
  runs: [
    'update execution set version_id = trace_id, entity_id = trace_id',
    "update execution set entity_id = (select id from entity where type = 'template'), version_id = (select head_version_id from entity where type = 'template')",
  ],
  variables: [
    'create table planted as select * from variable; delete from variable',
    'insert into variable select * from planted; drop table planted',
  ],
  workflows: [
    'create table planted as select * from flow_edge; delete from flow_edge',
    'insert into flow_edge select * from planted; drop table planted',
  ],
  links: ['update relationship set valid_to = now()', 'update relationship set valid_to = null'],
  search: [
    "update search_document set title = title || '!'",
    "update search_document set title = rtrim(title, '!')",
  ],
  documents: [`update entity set doc = doc || '{"planted": 1}'`, `update entity set doc = doc - 'planted'`],
  figures: ['update entity_stats set runs = runs + 1', 'update entity_stats set runs = runs - 1'],
  'default partitions': [
    `insert into usage_event (workspace_id, id, at, kind, quantity, unit)
       select id, '00000000-0000-7000-8000-000000000001', now(), 'tokens', 1, 'token' from workspace limit 1`,
    'delete from usage_event_default',
  ],
  marks: [
    'alter function textlike(text, text) not leakproof',
    'alter function textlike(text, text) leakproof',
  ],
}

test.each(Object.entries(faults))(
  '%s: a planted fault is found, named with a remedy, and gone when mended',
  async (only, [fault, mend]) => {
    await plant(fault)
    const [found] = await look({ only })
    await plant(mend)
    expect(found).toMatchObject({ check: only, ok: false })
    expect(found?.remedy).toMatch(/^[A-Z].+[.)]$/)
    expect(await look({ only })).toMatchObject([{ ok: true }])
  },
)

test('partitions: months that were not made ahead are found', async () => {
  expect(await look({ only: 'partitions', now: new Date('2099-05-05') })).toMatchObject([
    { ok: false, sentence: expect.stringContaining('event_2099_06') },
  ])
})

test('lock: a vault that is open without its lock is found', async () => {
  const lock = readFileSync(paths.lockFile)
  rmSync(paths.lockFile)
  const [found] = await look({ only: 'lock' })
  writeFileSync(paths.lockFile, lock)
  expect(found).toMatchObject({ ok: false, sentence: expect.stringContaining('its lock is gone') })
  expect(await look({ only: 'lock' })).toMatchObject([{ ok: true }])
})

test('the doctor leaves nothing behind: row for row the vault is as before', async () => {
  const content = () =>
    vault.engine.superuser(async (session) => {
      const { rows } = await session.query(
        "select md5(string_agg(query_to_xml('select * from ' || oid::regclass || ' t order by t::text', true, true, '')::text, '' order by relname)) as all from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
      )
      return rows
    })
  const before = await content()
  await look()
  expect(await content()).toEqual(before)
})

describe('damage on the disk', () => {
  const damaged = async (relation: string, full: boolean) => {
    const file = await vault.engine.superuser(async (session) => {
      await session.exec('checkpoint')
      const { rows } = await session.query(`select pg_relation_filepath('${relation}') as file`)
      return join(paths.dataDir, String(Reflect.get(Object(rows[0]), 'file')))
    })
    await vault.close()
    const whole = readFileSync(file)
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, whole.length - 4096)
    closeSync(handle)
    vault = await open()
    const found = await look({ only: 'pages', full })
    await vault.close()
    writeFileSync(file, whole)
    vault = await open()
    return found
  }

  test('pages: an index is found by the quick look', async () => {
    expect(await damaged('rating_workspace_id_id_pk', false)).toMatchObject([
      { ok: false, sentence: expect.stringContaining('rating_workspace_id_id_pk') },
    ])
  })

  test('pages: a table is found by the full look', async () => {
    expect(await damaged('variable', true)).toMatchObject([
      { ok: false, sentence: expect.stringContaining('variable') },
    ])
  })

  test('files, engine: a vault that cannot be opened is still looked at', async () => {
    await vault.close()
    const copy = join(folder, 'copy')
    cpSync(paths.dataDir, copy, { recursive: true })
    rmSync(join(paths.dataDir, 'PG_VERSION'))
    const results = await look({ from: null })
    cpSync(join(copy, 'PG_VERSION'), join(paths.dataDir, 'PG_VERSION'))
    vault = await open()
    expect(results.map(({ check, ok }) => [check, ok])).toEqual([
      ['files', false],
      ['lock', true],
      ['disk', true],
      ['engine', false],
    ])
    expect(results[0]?.remedy).toContain('promptstudio restore newest')
  })
})

test('disk, flushing: too little room and no flush are found', () => {
  expect(judgeDisk(100 * 1024 * 1024)).toMatchObject({ ok: false, sentence: 'Only 100 MB are free.' })
  expect(judgeDisk(10 * 1024 ** 3)).toMatchObject({ ok: true })
  expect(judgeFlushing(0)).toMatchObject({ ok: false })
})

describe('backups', () => {
  const now = new Date('2026-06-15T12:00:00Z')
  const backup = (takenAt: string, state: BackupEntry['state']): BackupEntry => ({
    id: takenAt.slice(0, 10),
    takenAt,
    reason: 'schedule',
    bytes: 1,
    items: 1,
    runs: 1,
    state,
    problem: null,
  })
  const today = backup('2026-06-15T11:00:00Z', 'verified')
  const lastMonth = '2026-05-15T11:00:00Z'

  test.each([
    ['none', [], null, false, 'There is no backup yet.'],
    ['one of today, verified', [today], null, true, 'newest verified 2026-06-15'],
    [
      'the first one, not verified yet',
      [{ ...today, state: 'unchecked' as const }],
      null,
      true,
      'none verified yet',
    ],
    [
      'an old one after writes',
      [backup(lastMonth, 'verified')],
      null,
      false,
      'The newest backup is of 2026-05-15.',
    ],
    ['an old one, and no write since', [backup(lastMonth, 'verified')], lastMonth, true, '1 backups'],
    [
      'none verified for a week',
      [{ ...today, state: 'whole' as const }, backup(lastMonth, 'verified')],
      null,
      false,
      'No backup was verified since 2026-05-15.',
    ],
    ['only broken ones', [backup(lastMonth, 'broken')], null, false, 'Every backup is broken.'],
    [
      'a broken one among others',
      [today, backup(lastMonth, 'broken')],
      null,
      false,
      '1 of 2 backups are broken',
    ],
  ])('%s', (_, entries, lastWriteAt, ok, sentence) => {
    const found = judgeBackups(entries, lastWriteAt, now)
    expect(found).toMatchObject({ ok, sentence: expect.stringContaining(sentence) })
    expect(found.remedy === null).toBe(ok)
  })
})
