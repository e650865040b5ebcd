import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from './engine'
import { markLeakproof, startSession } from './marks'
import { engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'

const workspace = '019a0000-0000-7000-8000-000000000001'

describe.each(engineKinds)('a started session on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
    await engine.exec(`
      insert into workspace (id, name, slug, kind, created_at, updated_at)
        values ('${workspace}', 'One', 'one', 'personal', now(), now());
      insert into search_document (workspace_id, source, source_id, title, body, tsv, fingerprint, updated_at)
        select '${workspace}', 'entity', gen_random_uuid(), md5(n::text), 'body ' || n,
               studio_tsv(md5(n::text), 'body ' || n), array[n], now() from generate_series(1, 4000) n`)
    await engine.exec('vacuum analyze search_document')
    await engine.exec('alter function texticlike(text, text) not leakproof')
    await startSession(engine)
    // Whether the index may be used is the question here, not whether 4,000 rows are worth it.
    await engine.exec('set enable_seqscan = off')
  })
  afterAll(() => database.close())

  test('is app, in UTC, and sees nothing until a workspace is named', async () => {
    expect(await rowsOf(engine, "select current_user as who, current_setting('timezone') as zone")).toEqual([
      { who: 'app', zone: 'UTC' },
    ])
    expect(await rowsOf(engine, 'select 1 from search_document')).toEqual([])
  })

  test.each([
    ['search_document_tsv', `tsv @@ studio_query('c4ca4238a0b923820dcc509a6f75849b')`],
    ['search_document_title', "title ilike '%c4ca4238a0b9%'"],
    ['search_document_title', "'c4ca4238a0b923820dcc' <% title"],
    ['search_document_fingerprint', 'fingerprint && array[7::bigint]'],
  ])('%s is used under row security for %s', async (index, condition) => {
    const [, plan] = await engine.pipeline([
      { sql: "select set_config('app.workspace', $1, true)", params: [workspace] },
      { sql: `explain select source_id from search_document where ${condition}` },
    ])
    expect(JSON.stringify(plan?.rows)).toContain(`Bitmap Index Scan on ${index}`)
  })

  test('marks that are there are not set again, and app could not set them', async () => {
    expect(await markLeakproof(engine)).toEqual([])
    await expect(engine.exec('alter function texticlike(text, text) leakproof')).rejects.toMatchObject({
      code: '42501',
    })
  })
})

test('a filtered vector search finds as many rows as were asked for', async () => {
  const fresh = await testDatabase('pglite')
  await fresh.engine.exec(`
    insert into workspace (id, name, slug, kind, created_at, updated_at)
      select id::uuid, 'W', id, 'client', now(), now()
        from (values ('${workspace}'), ('019a0000-0000-7000-8000-000000000002')) w (id);
    set session_replication_role = replica;
    insert into entity (workspace_id, id, type, title, sort_key, doc, head_version_id, created_at, updated_at)
      select w.id, gen_random_uuid(), 'template', 't' || n, 'a' || n, '{}', gen_random_uuid(), now(), now()
        from workspace w, generate_series(1, case w.slug when '${workspace}' then 40 else 2000 end) n;
    insert into embedding (workspace_id, id, source, source_id, entity_id, chunk, model, dimensions, content_hash,
        status, updated_at, vector)
      select workspace_id, gen_random_uuid(), 'entity', id, id, 0, 'm', 3, '', 'completed', now(),
             ('[' || random() || ',' || random() || ',' || random() || ']')::vector from entity;
    set session_replication_role = origin;
    select ensure_vector_index('m', 3);
    analyze`)
  await startSession(fresh.engine)
  const [, found] = await fresh.engine.pipeline([
    { sql: "select set_config('app.workspace', $1, true)", params: [workspace] },
    { sql: "select * from search_similar_entities('[0.1,0.9,0.5]', 'm', 30)" },
  ])
  expect(found?.rows).toHaveLength(30)
  await fresh.close()
})
